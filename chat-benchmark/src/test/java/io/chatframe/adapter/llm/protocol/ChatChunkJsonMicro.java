package io.chatframe.adapter.llm.protocol;

import io.chatframe.adapter.llm.answer.FinishWords;
import io.chatframe.adapter.llm.answer.ModelHabit;
import io.chatframe.adapter.llm.answer.ReceivedAnswer;
import io.chatframe.adapter.llm.answer.Seam;
import io.chatframe.adapter.llm.answer.SseReader;
import io.chatframe.adapter.llm.provider.Secret;
import io.chatframe.adapter.llm.refusal.RequestFailedException;
import io.chatframe.benchmark.micro.RecordedAnswer;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Makes events for the engine of a provider's chunks, from their JSON on. */
@State(Scope.Benchmark)
public class ChatChunkJsonMicro {
  private static final int REQUEST = 1_000;

  private final FinishWords words = new FinishWords("deepseek");
  private final Secret secret = new Secret(List.of("sk-of-nobody"));
  private final List<SseReader.Signal.Event> chunks =
      RecordedAnswer.chunks().stream()
          .map(data -> new SseReader.Signal.Event("message", data))
          .toList();

  @Benchmark
  @OperationsPerInvocation(RecordedAnswer.TOKENS)
  public void read(Blackhole taken) throws RequestFailedException {
    ChatChunkJson reader = new ChatChunkJson(words, secret);
    ReceivedAnswer answer = new ReceivedAnswer(Seam.of("", false), REQUEST, new ModelHabit());
    for (SseReader.Signal.Event chunk : chunks) {
      reader.read(chunk, answer);
      taken.consume(answer.poll());
    }
  }
}
