package io.chatframe.domain.access;

import java.time.Instant;

/**
 * A line of the audit log. Contains no text of a visitor, no token and no key.
 *
 * @param actor who did it: {@code operator}, or the kind of client that was refused
 * @param action what was done, or the code of the problem with which something was refused
 * @param subject to whom or what: a visitor, an assistant, a network; empty for the server
 * @param count how often, since the same was last recorded
 */
public record AuditEntry(Instant at, String actor, String action, String subject, long count) {
  public AuditEntry {
    if (count < 1) {
      throw new IllegalArgumentException("What is recorded has happened");
    }
  }
}
