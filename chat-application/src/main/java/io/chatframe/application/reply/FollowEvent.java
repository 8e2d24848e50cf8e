package io.chatframe.application.reply;

import io.chatframe.domain.Cursor;
import io.chatframe.domain.Reply;

/** What a follower of a reply is told. {@link Done} and {@link Reconnect} are the last. */
public sealed interface FollowEvent {
  /** Always the first: the reply as it stood, and where the follower begins. */
  record Began(Reply reply, Cursor cursor) implements FollowEvent {}

  /** More reasoning; {@code cursor} is the point after it. Never splits a surrogate pair. */
  record MoreReasoning(String piece, Cursor cursor) implements FollowEvent {}

  /** More text; {@code cursor} is the point after it. Never splits a surrogate pair. */
  record MoreText(String piece, Cursor cursor) implements FollowEvent {}

  /**
   * The reply goes on from an earlier point, in a new attempt, or because what was told as text was
   * reasoning or the other way round: keep this many code units of each, forget the rest.
   */
  record Rewound(int reasoning, int text, Cursor cursor) implements FollowEvent {}

  /** The reply has ended, and its end is stored; or it was deleted with its dialog. */
  record Done(Reply reply, boolean deleted) implements FollowEvent {}

  /** This follower has lasted long enough: follow again from the cursor, nothing is lost. */
  record Reconnect() implements FollowEvent {}

  /** Nothing new within the time the caller would wait. */
  record Quiet() implements FollowEvent {}
}
