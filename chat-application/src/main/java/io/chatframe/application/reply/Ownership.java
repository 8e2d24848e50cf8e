package io.chatframe.application.reply;

import io.chatframe.domain.port.TimeSource;
import java.time.Duration;

/**
 * How sure this node may be that a reply is still its own. A process that was frozen does not know
 * that another node has taken over; until the database has said otherwise it shows no more.
 * Thread-safe.
 */
final class Ownership {
  /** Half of what makes others take a node for dead. */
  private static final long TRUST_NANOS = Duration.ofSeconds(5).toNanos();

  private final TimeSource time;
  private volatile long confirmed;

  Ownership(TimeSource time) {
    this.time = time;
    this.confirmed = time.nanos();
  }

  boolean sure() {
    return time.nanos() - confirmed <= TRUST_NANOS;
  }

  /**
   * Notes that the database confirmed the ownership, or could not be asked.
   *
   * @param asked when it was asked, on {@link TimeSource#nanos}: an answer may have waited in a
   *     frozen process
   */
  void confirm(long asked) {
    confirmed = asked;
  }
}
