package io.chatframe.benchmark.micro;

import io.chatframe.adapter.llm.answer.SseReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Splits what a provider sends into events. Each read is as long as the reader's buffer. */
@State(Scope.Benchmark)
public class SseReaderMicro {
  private final byte[] stream = RecordedAnswer.stream();

  @Benchmark
  @OperationsPerInvocation(RecordedAnswer.TOKENS)
  public void next(Blackhole taken) throws IOException {
    SseReader reader = new SseReader(new ByteArrayInputStream(stream), () -> {});
    for (int token = 0; token < RecordedAnswer.TOKENS; token++) {
      taken.consume(reader.next());
    }
  }
}
