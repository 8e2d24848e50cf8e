package io.chatframe.domain.port;

import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;

/**
 * What a reply grew by since it was last journalled; an entry without text only asks how the reply
 * stands.
 *
 * @param from the position at which the piece begins
 */
public record JournalEntry(ReplyId reply, int attempt, int from, ReplyText piece) {}
