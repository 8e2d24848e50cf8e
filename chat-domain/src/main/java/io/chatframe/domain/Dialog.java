package io.chatframe.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * One conversation of one visitor with one assistant, without its messages.
 *
 * @param updatedAt when its newest message was accepted, its newest reply ended, or its title
 *     changed
 * @param preview how its newest message that has text begins
 * @param running the reply being generated; a dialog has at most one
 */
public record Dialog(
    DialogId id,
    Visitor visitor,
    String title,
    Instant createdAt,
    Instant updatedAt,
    Optional<String> preview,
    Optional<ReplyId> running) {
  /** How much of a message its preview has, in code points. */
  public static final int PREVIEW = 160;
}
