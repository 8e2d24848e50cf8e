package io.chatframe.domain.port;

import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;

/**
 * The growth of a reply since its last journal entry; an entry without text only asks for the
 * reply's state.
 *
 * @param from the position at which the piece begins
 */
public record JournalEntry(ReplyId reply, int attempt, int from, ReplyText piece) {}
