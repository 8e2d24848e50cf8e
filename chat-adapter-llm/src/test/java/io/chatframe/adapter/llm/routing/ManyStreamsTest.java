package io.chatframe.adapter.llm.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.adapter.llm.scripted.ScriptedChunks;
import io.chatframe.adapter.llm.scripted.ScriptedExchange;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A busy node: no cap within reach, and no platform thread per stream. */
@Timeout(60)
final class ManyStreamsTest {
  private static final int STREAMS = 300;

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic"})
  void runOnAFewPlatformThreads(String protocol) throws Exception {
    try (ScriptedProvider provider = ScriptedProvider.start();
        ProvidersLlm llm = llm(protocol, provider)) {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      int before = threads.getThreadCount();
      String piece =
          (protocol.equals("openai") ? new ScriptedChunks() : ScriptedChunks.messages())
              .text("a")
              .toString();
      CountDownLatch talking = new CountDownLatch(STREAMS);
      CountDownLatch enough = new CountDownLatch(1);
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        provider.answerWith(ScriptedAnswer.stream(piece).stallAt(piece.length()));
        all.add(hold(llm.open(Adapters.asking("?")), talking, enough));
      }

      boolean allTalked = talking.await(30, TimeUnit.SECONDS);
      int during = threads.getThreadCount();
      enough.countDown();
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);

      assertThat(allTalked).isTrue();
      assertThat(provider.exchanges()).hasSize(STREAMS);
      assertThat(during - before).isLessThan(8 * Runtime.getRuntime().availableProcessors() + 16);
      provider.exchanges().forEach(ScriptedExchange::awaitClosed);
    }
  }

  private static CompletableFuture<Void> hold(
      LlmStream stream, CountDownLatch talking, CountDownLatch enough) {
    CompletableFuture<Void> held = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try (stream) {
            LlmEvent event = stream.next();
            while (!(event instanceof LlmEvent.Text)) {
              event = stream.next();
            }
            talking.countDown();
            enough.await();
            held.complete(null);
          } catch (InterruptedException | RuntimeException e) {
            held.completeExceptionally(e);
          }
        });
    return held;
  }

  private static ProvidersLlm llm(String protocol, ScriptedProvider provider) {
    return Adapters.providers(
        "model=only/a-model",
        "connect-timeout=20s",
        "providers.only.protocol=" + protocol,
        "providers.only.base-url=" + provider.baseUri(),
        "providers.only.connect-timeout=2s",
        "providers.only.byte-gap=30s",
        "providers.only.first-payload=30s");
  }
}
