package io.chatframe.adapter.web.sse;

import io.chatframe.adapter.web.container.DirectOutput;
import io.chatframe.adapter.web.settings.LimitProperties;
import io.chatframe.adapter.web.stream.EventJson;
import io.chatframe.application.reply.EventSink;
import io.chatframe.application.reply.FollowEvent;
import io.chatframe.application.reply.ReplyFollower;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Serves a reply as an event stream: the calling thread pulls each event and writes it at once.
 * While it waits, pieces are written by the thread that appends them, as long as the client reads
 * them in time. If the client leaves, only the stream ends.
 */
public final class ReplyStream {
  private static final byte[] PREAMBLE =
      "retry: 1000\n: connected\n\n".getBytes(StandardCharsets.US_ASCII);

  private final Duration heartbeat;

  public ReplyStream(LimitProperties limits) {
    this.heartbeat = limits.heartbeat();
  }

  /** Sets the headers of a stream; the response to HEAD has nothing else. */
  public static void announce(HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType("text/event-stream");
    response.setHeader("Cache-Control", "no-cache, no-transform");
    response.setHeader("X-Accel-Buffering", "no");
  }

  /** Writes the stream until the reply or the follower ends, or the client leaves. */
  public void serve(HttpServletResponse response, ReplyFollower follower) {
    announce(response);
    try {
      ServletOutputStream out = response.getOutputStream();
      send(out, PREAMBLE);
      follow(out, follower);
    } catch (IOException e) {
      // The client has left; the reply does not depend on it.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(ServletOutputStream out, ReplyFollower follower)
      throws IOException, InterruptedException {
    var bytes = new EventBytes();
    Optional<DirectOutput> direct = DirectOutput.current();
    EventSink pieces =
        (piece, cursor) ->
            direct
                .map(output -> write(output, bytes.event(piece, cursor)))
                .orElse(EventSink.Taken.NOTHING);
    boolean last = false;
    while (!last) {
      FollowEvent event = follower.next(heartbeat, pieces);
      if (direct.isPresent()) {
        direct.get().finish();
      }
      send(out, bytes.event(event, follower.cursor()));
      last = EventJson.isLast(event);
    }
  }

  private static EventSink.Taken write(DirectOutput direct, byte[] event) {
    if (!direct.write(event)) {
      return EventSink.Taken.NOTHING;
    }
    return direct.isFinished() ? EventSink.Taken.WHOLE : EventSink.Taken.IN_PART;
  }

  private static void send(ServletOutputStream out, byte[] event) throws IOException {
    out.write(event);
    out.flush();
  }
}
