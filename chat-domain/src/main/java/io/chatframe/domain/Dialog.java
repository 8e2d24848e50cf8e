package io.chatframe.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * One conversation of one visitor with one assistant, without its messages.
 *
 * @param updatedAt when its newest message was accepted, its newest reply ended, or its title
 *     changed
 * @param running the reply being generated; a dialog has at most one
 */
public record Dialog(
    DialogId id,
    Visitor visitor,
    String title,
    Instant createdAt,
    Instant updatedAt,
    Optional<ReplyId> running) {}
