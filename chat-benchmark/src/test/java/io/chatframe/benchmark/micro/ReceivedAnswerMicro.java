package io.chatframe.benchmark.micro;

import io.chatframe.adapter.llm.answer.ModelHabit;
import io.chatframe.adapter.llm.answer.ReceivedAnswer;
import io.chatframe.adapter.llm.answer.Seam;
import io.chatframe.adapter.llm.refusal.RequestFailedException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Makes events of pieces of text, and looks for marks of reasoning among them. */
@State(Scope.Benchmark)
public class ReceivedAnswerMicro {
  private static final int REQUEST = 1_000;

  private final List<String> pieces = RecordedAnswer.pieces();

  @Benchmark
  @OperationsPerInvocation(RecordedAnswer.TOKENS)
  public void text(Blackhole taken) throws RequestFailedException {
    ReceivedAnswer answer = new ReceivedAnswer(Seam.of("", false), REQUEST, new ModelHabit());
    for (String piece : pieces) {
      answer.text(piece);
      taken.consume(answer.poll());
    }
  }
}
