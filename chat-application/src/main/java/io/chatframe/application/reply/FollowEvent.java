package io.chatframe.application.reply;

import io.chatframe.domain.Cursor;
import io.chatframe.domain.Reply;

/** An event for the follower of a reply. {@link Done} and {@link Reconnect} are terminal. */
public sealed interface FollowEvent {
  /** Always the first: a snapshot of the reply, and where the follower begins. */
  record Began(Reply reply, Cursor cursor) implements FollowEvent {}

  /** More reasoning; {@code cursor} is the point after it. Never splits a surrogate pair. */
  record MoreReasoning(String piece, Cursor cursor) implements FollowEvent {}

  /** More text; {@code cursor} is the point after it. Never splits a surrogate pair. */
  record MoreText(String piece, Cursor cursor) implements FollowEvent {}

  /**
   * The reply continues from an earlier point, because a new attempt began or because published
   * text turned out to be reasoning or vice versa. Keep this many code units of each, drop the
   * rest.
   */
  record Rewound(int reasoning, int text, Cursor cursor) implements FollowEvent {}

  /** The reply has ended, and its end is stored; or it was deleted with its dialog. */
  record Done(Reply reply, boolean deleted) implements FollowEvent {}

  /** This follower is finished: follow again from the cursor. Nothing is lost. */
  record Reconnect() implements FollowEvent {}

  /** No event arrived within the caller's timeout. */
  record Quiet() implements FollowEvent {}
}
