package io.chatframe.benchmark.micro;

import io.chatframe.adapter.llm.answer.FinishWords;
import io.chatframe.adapter.llm.refusal.RequestFailedException;
import io.chatframe.domain.FinishReason;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reads the finish reason of a chunk that has none, as all but the last. */
@State(Scope.Benchmark)
public class FinishWordsMicro {
  private final FinishWords words = new FinishWords("deepseek");

  /** Not final, so that the compiler cannot know it. */
  private String none = "";

  @Benchmark
  public Optional<FinishReason> read() throws RequestFailedException {
    return words.read(none);
  }
}
