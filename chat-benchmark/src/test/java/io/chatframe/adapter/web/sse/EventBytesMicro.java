package io.chatframe.adapter.web.sse;

import io.chatframe.application.reply.FollowEvent;
import io.chatframe.benchmark.micro.RecordedAnswer;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Encodes a piece of text for an event stream. */
@State(Scope.Benchmark)
public class EventBytesMicro {
  private final List<FollowEvent.MoreText> events = RecordedAnswer.events();

  @Benchmark
  @OperationsPerInvocation(RecordedAnswer.TOKENS)
  public void event(Blackhole taken) {
    EventBytes bytes = new EventBytes();
    for (FollowEvent.MoreText event : events) {
      taken.consume(bytes.event(event, event.cursor()));
    }
  }
}
