package io.chatframe.benchmark.micro;

import io.chatframe.adapter.llm.answer.LenientJson;
import io.chatframe.adapter.llm.refusal.RequestFailedException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.core.JsonParser;

/** Passes over a chunk's JSON without reading any of it: what the parser alone takes. */
@State(Scope.Benchmark)
public class LenientJsonMicro {
  private final List<String> chunks = RecordedAnswer.chunks();

  @Benchmark
  @OperationsPerInvocation(RecordedAnswer.TOKENS)
  public void skip() throws RequestFailedException {
    for (String chunk : chunks) {
      LenientJson.objects(chunk, JsonParser::skipChildren);
    }
  }
}
