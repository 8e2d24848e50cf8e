package io.chatframe.application.reply;

import io.chatframe.domain.Cursor;

/**
 * Takes pieces of a reply while its follower waits for them, on the thread that appends them, so
 * that no other thread has to wake up. Called under the reply's lock: it must never block.
 */
public interface EventSink {
  /** How much of an event was taken. */
  enum Taken {
    /** All of it. */
    WHOLE,
    /** It counts as taken, but the follower's own thread must deliver the rest. */
    IN_PART,
    /** Nothing: the follower's own thread gets the event. */
    NOTHING
  }

  /**
   * Offers a piece.
   *
   * @param cursor the point after it
   */
  Taken take(FollowEvent piece, Cursor cursor);
}
