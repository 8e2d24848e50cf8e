package io.chatframe.adapter.llm;

import io.chatframe.domain.port.LlmEvent;
import io.chatframe.domain.port.LlmMessage;
import io.chatframe.domain.port.LlmRequest;
import io.chatframe.domain.port.LlmStream;
import io.chatframe.domain.port.TimeSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What tests of adapters have in common. */
final class Adapters {
  static final String KEY = "sk-canary-4711";
  static final Duration BYTE_GAP = Duration.ofSeconds(1);

  static final TimeSource TIME =
      new TimeSource() {
        @Override
        public Instant now() {
          return Instant.parse("2026-11-22T12:00:00Z");
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }
      };

  static final LlmMeters METERS = new LlmMeters(new SimpleMeterRegistry());
  static final Backoff BACKOFF = new Backoff(new SplittableRandom(1));

  /** Nothing set. */
  static final LlmProperties SETTINGS =
      new LlmProperties(
          null,
          null,
          null,
          null,
          Duration.ofSeconds(2),
          null,
          null,
          null,
          null,
          null,
          null,
          ProxyProperties.NONE,
          null,
          null);

  private Adapters() {}

  static OpenAiCompatibleLlm talkingTo(ScriptedProvider provider) {
    // Patient: silence is what other tests are about.
    return talkingTo(provider.baseUri().toString(), KEY, Duration.ofSeconds(30));
  }

  static OpenAiCompatibleLlm impatientlyTalkingTo(ScriptedProvider provider) {
    return talkingTo(provider.baseUri().toString(), KEY, BYTE_GAP);
  }

  static OpenAiCompatibleLlm talkingTo(String baseUrl, @Nullable String key, Duration byteGap) {
    return new OpenAiCompatibleLlm(
        provider("default", baseUrl, key, byteGap), METERS, BACKOFF, TIME);
  }

  /** As the operator's simple settings would have it. */
  static Provider provider(String name, String baseUrl, @Nullable String key, Duration byteGap) {
    return new ProviderReader(
            SETTINGS, name, settings("openai", baseUrl, key, byteGap, "deepseek", null, null, null))
        .read();
  }

  static AnthropicLlm speakingMessages(ScriptedProvider provider) {
    return new AnthropicLlm(
        new ProviderReader(
                SETTINGS,
                "anthropic",
                settings(
                    "anthropic",
                    provider.baseUri().toString(),
                    KEY,
                    Duration.ofSeconds(30),
                    null,
                    null,
                    null,
                    null))
            .read(),
        METERS,
        BACKOFF,
        TIME);
  }

  static ProviderProperties settings(
      String protocol,
      String baseUrl,
      @Nullable String key,
      Duration byteGap,
      @Nullable String dialect,
      @Nullable Boolean prefixContinuation,
      @Nullable String prefixBaseUrl,
      @Nullable Boolean prefixStripped) {
    return new ProviderProperties(
        protocol,
        baseUrl,
        key,
        null,
        null,
        Duration.ofSeconds(2),
        byteGap,
        // As long: a server of one's own would be waited for.
        byteGap,
        null,
        dialect,
        null,
        null,
        null,
        null,
        prefixContinuation,
        prefixBaseUrl,
        prefixStripped);
  }

  static LlmRequest asking(String question) {
    return new LlmRequest(
        "a-model",
        List.of(),
        List.of(
            new LlmMessage(LlmMessage.Role.SYSTEM, "Be kind."),
            new LlmMessage(LlmMessage.Role.USER, question)),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        true,
        Optional.empty(),
        Optional.of("visitor-1"));
  }

  static List<LlmEvent> readAll(LlmStream stream) {
    try (stream) {
      List<LlmEvent> events = new ArrayList<>();
      do {
        events.add(stream.next());
      } while (!(events.getLast() instanceof LlmEvent.Finished));
      return events;
    }
  }

  static String text(List<LlmEvent> events) {
    StringBuilder text = new StringBuilder();
    for (LlmEvent event : events) {
      text.append(event instanceof LlmEvent.Text(String piece) ? piece : "");
    }
    return text.toString();
  }

  static String reasoning(List<LlmEvent> events) {
    StringBuilder text = new StringBuilder();
    for (LlmEvent event : events) {
      text.append(event instanceof LlmEvent.Reasoning(String piece) ? piece : "");
    }
    return text.toString();
  }
}
