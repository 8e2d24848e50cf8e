package io.chatframe.domain.port;

import io.chatframe.domain.ReplyText;

/**
 * What the journal has of a reply beyond a reader's cursor.
 *
 * @param current whether the reply is still generating in the cursor's attempt; otherwise it has to
 *     be read anew
 * @param piece what follows the cursor without a gap
 */
public record JournalGrowth(boolean current, ReplyText piece) {}
