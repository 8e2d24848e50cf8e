package io.chatframe.adapter.web.socket;

import io.chatframe.application.reply.FollowEvent;
import io.chatframe.benchmark.micro.RecordedAnswer;
import io.chatframe.domain.ReplyId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Encodes a piece of text as a WebSocket frame, up to the text that the container is given. */
@State(Scope.Benchmark)
public class FrameJsonMicro {
  private final ReplyId reply =
      new ReplyId(UUID.fromString("019ac123-4567-7abc-8def-0123456789ab"));
  private final List<FollowEvent.MoreText> events = RecordedAnswer.events();

  @Benchmark
  @OperationsPerInvocation(RecordedAnswer.TOKENS)
  public void event(Blackhole taken) {
    for (FollowEvent.MoreText event : events) {
      taken.consume(FrameJson.event(Optional.empty(), reply, event.cursor(), event));
    }
  }
}
