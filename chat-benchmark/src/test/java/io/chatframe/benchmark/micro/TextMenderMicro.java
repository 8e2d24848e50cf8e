package io.chatframe.benchmark.micro;

import io.chatframe.domain.text.TextMender;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Checks pieces by the rule for all text; nothing in them has to be mended. */
@State(Scope.Benchmark)
public class TextMenderMicro {
  private final List<String> pieces = RecordedAnswer.pieces();

  @Benchmark
  @OperationsPerInvocation(RecordedAnswer.TOKENS)
  public void mend(Blackhole taken) {
    TextMender mender = new TextMender();
    for (String piece : pieces) {
      taken.consume(mender.mend(piece));
    }
  }
}
