package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.json.ReplyJson;
import io.chatframe.adapter.web.settings.LimitProperties;
import io.chatframe.adapter.web.sse.ReplyStream;
import io.chatframe.adapter.web.stream.OpenStreams;
import io.chatframe.application.reply.FollowEvent;
import io.chatframe.application.reply.FollowReply;
import io.chatframe.application.reply.ReplyFollower;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.TimeSource;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Responds with the reply that a request begins, in the requested form. A client that waits for the
 * reply takes a place among the open streams before anything begins.
 */
final class ReplyAnswers {
  private final FollowReply follow;
  private final ReplyStream stream;
  private final OpenStreams streams;
  private final TimeSource time;
  private final Duration patience;
  private final String contextPath;

  ReplyAnswers(
      FollowReply follow,
      ReplyStream stream,
      OpenStreams streams,
      TimeSource time,
      LimitProperties limits,
      ServletContext context) {
    this.follow = follow;
    this.stream = stream;
    this.streams = streams;
    this.time = time;
    this.patience = limits.answerPatience();
    this.contextPath = context.getContextPath();
  }

  /**
   * Begins a reply and responds with it.
   *
   * @param begin stores the request and begins the reply; not called if there is no place
   */
  void answer(Visitor visitor, Supplier<Reply> begin, AnswerForm form, HttpServletResponse response)
      throws IOException, InterruptedException {
    switch (form) {
      case STREAM -> {
        try (OpenStreams.StreamPlace _ = streams.take(visitor)) {
          stream.serve(response, follow.follow(visitor, begin.get().id(), Cursor.start()));
        }
      }
      case WHOLE -> {
        try (OpenStreams.StreamPlace _ = streams.take(visitor)) {
          whole(visitor, begin.get().id(), response);
        }
      }
      case LATER -> {
        Reply begun = begin.get();
        response.setHeader("Preference-Applied", "respond-async");
        later(follow.read(visitor, begun.id()), response);
      }
    }
  }

  /** Sends the events of an existing reply, or only the headers. */
  void follow(
      Visitor visitor, ReplyId id, Cursor from, boolean headersOnly, HttpServletResponse response) {
    try (OpenStreams.StreamPlace _ = streams.take(visitor)) {
      ReplyFollower follower = follow.follow(visitor, id, from);
      if (headersOnly) {
        ReplyStream.announce(response);
      } else {
        stream.serve(response, follower);
      }
    }
  }

  private void whole(Visitor visitor, ReplyId id, HttpServletResponse response)
      throws IOException, InterruptedException {
    // Follow from its current end: the whole text is read once the reply has ended.
    Cursor now = follow.read(visitor, id).cursor();
    if (ended(follow.follow(visitor, id, now), id)) {
      JsonAnswer.ok(response, ReplyJson.of(follow.read(visitor, id)));
    } else {
      later(follow.read(visitor, id), response);
    }
  }

  private boolean ended(ReplyFollower follower, ReplyId id) throws InterruptedException {
    long deadline = time.nanos() + patience.toNanos();
    while (true) {
      long left = deadline - time.nanos();
      if (left <= 0) {
        return false;
      }
      switch (follower.next(Duration.ofNanos(left))) {
        case FollowEvent.Done(Reply reply, boolean deleted) -> {
          if (deleted) {
            throw new RefusedException(new Refusal.NotFound("reply"));
          }
          return reply.id().equals(id);
        }
        case FollowEvent.Reconnect _, FollowEvent.Quiet _ -> {
          return false;
        }
        case FollowEvent.Began _,
            FollowEvent.MoreReasoning _,
            FollowEvent.MoreText _,
            FollowEvent.Rewound _ -> {}
      }
    }
  }

  private void later(Reply reply, HttpServletResponse response) throws IOException {
    response.setHeader("Location", contextPath + "/api/v1/replies/" + reply.id());
    JsonAnswer.write(response, HttpServletResponse.SC_ACCEPTED, ReplyJson.of(reply));
  }
}
