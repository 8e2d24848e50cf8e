package io.chatframe.domain.port.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.usage.TokenUsage;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ScriptedLlmTest extends LlmPortContract {
  private final ScriptedLlm llm = new ScriptedLlm();

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  protected LlmPort talking() {
    llm.prepare().reasoning("Hm.").text("Hel").text("lo").finish();
    return llm;
  }

  @Override
  protected LlmPort silentAfterOnePiece() {
    llm.prepare().text("Hel");
    return llm;
  }

  @Override
  protected LlmPort silent() {
    llm.prepare();
    return llm;
  }

  @Override
  protected LlmPort failingAfterOnePiece() {
    llm.prepare().text("Hel").fail(new LlmFailure.Broken("cut"));
    return llm;
  }

  @Override
  protected Optional<LlmPort> blank() {
    llm.prepare().fail(new LlmFailure.EmptyAnswer(FinishReason.STOP));
    return Optional.of(llm);
  }

  @Override
  protected Optional<Integer> requestsSent() {
    return Optional.of(llm.requests().size());
  }

  @Test
  void isPlayedWhileTheOtherSideReads() throws Exception {
    LlmRequest request = request();
    LlmStream reading = llm.open(request);
    CompletableFuture<LlmEvent> first = CompletableFuture.supplyAsync(reading::next);

    ScriptedLlmStream playing = llm.awaitStream().text("Hel");

    assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(new LlmEvent.Text("Hel"));
    assertThat(playing.request()).isSameAs(request);
    assertThat(llm.requests()).containsExactly(request);
    reading.close();
    playing.awaitClosed();
    assertThat(playing.closed()).isTrue();
  }

  @Test
  void finishesWithUsageThatTheProviderCounted() {
    llm.prepare().finish();

    LlmEvent event = llm.open(request()).next();

    assertThat(event)
        .isInstanceOfSatisfying(
            LlmEvent.Finished.class,
            finished ->
                assertThat(finished.usage())
                    .hasValueSatisfying(usage -> assertThat(usage.estimated()).isFalse())
                    .map(TokenUsage::output)
                    .contains(5L));
  }
}
