package io.chatframe.adapter.llm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.scripted.Recordings;
import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.adapter.llm.scripted.ScriptedChunks;
import io.chatframe.adapter.llm.scripted.ScriptedExchange;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.LlmPortContract;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.LlmStream;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AnthropicLlmTest extends LlmPortContract {
  private final ScriptedProvider provider = ScriptedProvider.start();
  private final AnthropicLlm llm = Adapters.speakingMessages(provider);

  @AfterEach
  void close() {
    llm.close();
    provider.close();
  }

  @Override
  protected Set<Capability> capabilities() {
    return Set.of(Capability.REASONS, Capability.COUNTS_TOKENS);
  }

  @Override
  protected LlmPort talking() {
    provider.answerWith(ScriptedAnswer.stream(Recordings.bytes("anthropic")));
    return llm;
  }

  @Override
  protected LlmPort silentAfterOnePiece() {
    String piece = ScriptedChunks.messages().text("Hel").toString();
    provider.answerWith(ScriptedAnswer.stream(piece).stallAt(piece.length()));
    return llm;
  }

  @Override
  protected LlmPort silent() {
    provider.answerWith(ScriptedAnswer.silence());
    return llm;
  }

  @Override
  protected LlmPort failingAfterOnePiece() {
    String piece = ScriptedChunks.messages().text("Hel").toString();
    provider.answerWith(ScriptedAnswer.stream(piece).cutAt(piece.length()));
    return llm;
  }

  @Override
  protected Optional<LlmPort> blank() {
    String stream = ScriptedChunks.messages().text(" \n").finish("stop").done().toString();
    provider.answerWith(ScriptedAnswer.stream(stream));
    return Optional.of(llm);
  }

  @Override
  protected Optional<Integer> requestsSent() {
    return Optional.of(provider.exchanges().size());
  }

  @Test
  void hiddenThinkingIsASignOfLife() {
    provider.answerWith(
        ScriptedAnswer.stream(
            """
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

            event: ping
            data: {"type":"ping"}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s"}}

            data: {"type":"content_block_stop","index":0}

            event: ping
            data: {"type":"ping"}

            data: {"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"x"}}

            data: {"type":"content_block_stop","index":1}

            data: {"type":"content_block_start","index":2,"content_block":{"type":"text","text":"Hi"}}

            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":5,"cache_read_input_tokens":70,"cache_creation_input_tokens":11,"output_tokens":3}}

            data: {"type":"message_stop"}

            """));

    assertThat(Adapters.readAll(llm.open(Adapters.asking("?"))))
        .containsExactly(
            new LlmEvent.Thinking(),
            new LlmEvent.Thinking(),
            new LlmEvent.Thinking(),
            new LlmEvent.Thinking(),
            new LlmEvent.Queued(),
            new LlmEvent.Thinking(),
            new LlmEvent.Thinking(),
            new LlmEvent.Text("Hi"),
            new LlmEvent.Finished(
                FinishReason.STOP, Optional.of(new TokenUsage(86, 70, 11, 3, 0, false))));
  }

  @Test
  void closeAbortsTheConnectionWithinASecond() {
    LlmStream stream = llm.open(Adapters.asking("script:words count=1000 rate=100"));
    assertThat(stream.next()).isInstanceOf(LlmEvent.Text.class);
    ScriptedExchange exchange = provider.awaitExchange();

    long closing = System.nanoTime();
    stream.close();

    assertThat(Duration.ofNanos(exchange.awaitClosed() - closing))
        .isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void continuesAPrefixIfTheModelDeclaresIt() {
    LlmRequest request =
        new LlmRequest(
            "a-model",
            List.of(),
            List.of(new LlmMessage(LlmMessage.Role.USER, "script:words count=2")),
            Optional.of("word1 "),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            true,
            Optional.empty(),
            Optional.empty());

    List<LlmEvent> events = Adapters.readAll(llm.open(request));

    // Anthropic refuses white space at its end: it is neither sent nor delivered twice.
    assertThat(provider.awaitExchange().request().prefix()).contains("word1");
    assertThat(Adapters.text(events)).isEqualTo("word2 ");
  }
}
