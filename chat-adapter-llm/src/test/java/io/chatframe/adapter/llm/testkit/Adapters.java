package io.chatframe.adapter.llm.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.protocol.AnthropicLlm;
import io.chatframe.adapter.llm.protocol.OpenAiCompatibleLlm;
import io.chatframe.adapter.llm.provider.Dialect;
import io.chatframe.adapter.llm.provider.Provider;
import io.chatframe.adapter.llm.provider.ProxyProperties;
import io.chatframe.adapter.llm.request.Backoff;
import io.chatframe.adapter.llm.request.LlmMeters;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.settings.LlmProperties;
import io.chatframe.adapter.llm.settings.ModelProperties;
import io.chatframe.adapter.llm.settings.ProviderProperties;
import io.chatframe.adapter.llm.settings.ProviderReader;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.LlmStream;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What tests of adapters have in common. */
public final class Adapters {
  public static final String KEY = "sk-canary-4711";
  public static final Duration BYTE_GAP = Duration.ofSeconds(1);

  public static final TimeSource TIME =
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

  public static final LlmMeters METERS = new LlmMeters(new SimpleMeterRegistry());
  public static final Backoff BACKOFF = new Backoff(new SplittableRandom(1));

  /** Nothing set. */
  public static final LlmProperties SETTINGS =
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
          null,
          null,
          null);

  private Adapters() {}

  public static OpenAiCompatibleLlm talkingTo(ScriptedProvider provider) {
    // Patient: silence is what other tests are about.
    return talkingTo(provider.baseUri().toString(), KEY, Duration.ofSeconds(30));
  }

  public static OpenAiCompatibleLlm impatientlyTalkingTo(ScriptedProvider provider) {
    return talkingTo(provider.baseUri().toString(), KEY, BYTE_GAP);
  }

  public static OpenAiCompatibleLlm talkingTo(
      String baseUrl, @Nullable String key, Duration byteGap) {
    return new OpenAiCompatibleLlm(
        provider("default", baseUrl, key, byteGap), METERS, BACKOFF, TIME);
  }

  /** As the operator's simple settings would have it. */
  static Provider provider(String name, String baseUrl, @Nullable String key, Duration byteGap) {
    return new ProviderReader(
            SETTINGS, name, settings("openai", baseUrl, key, byteGap, "deepseek", null, null, null))
        .read();
  }

  /** A provider of that dialect, to whose requests the operator adds something. */
  public static OpenAiCompatibleLlm speaking(
      ScriptedProvider provider, Dialect dialect, @Nullable String extraBody) {
    ProviderProperties plain =
        settings(
            "openai",
            provider.baseUri().toString(),
            KEY,
            Duration.ofSeconds(30),
            dialect.name(),
            null,
            null,
            null);
    return new OpenAiCompatibleLlm(
        new ProviderReader(SETTINGS, "default", withExtraBody(plain, extraBody)).read(),
        METERS,
        BACKOFF,
        TIME);
  }

  private static ProviderProperties withExtraBody(
      ProviderProperties plain, @Nullable String extraBody) {
    return new ProviderProperties(
        plain.protocol(),
        plain.baseUrl(),
        plain.apiKey(),
        plain.headers(),
        null,
        plain.connectTimeout(),
        plain.byteGap(),
        null,
        null,
        plain.dialect(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        extraBody);
  }

  /** Anthropic with these settings of the model {@code claude}. */
  public static AnthropicLlm speakingMessages(ScriptedProvider provider, String reasoning) {
    ModelProperties claude =
        new ModelProperties(null, null, null, null, null, null, "USD", reasoning, null, null);
    LlmProperties all =
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
            Map.of("anthropic/claude", claude),
            null,
            null);
    ProviderProperties set =
        settings(
            "anthropic",
            provider.baseUri().toString(),
            KEY,
            Duration.ofSeconds(30),
            null,
            null,
            null,
            null);
    return new AnthropicLlm(
        new ProviderReader(all, "anthropic", set).read(), METERS, BACKOFF, TIME);
  }

  public static AnthropicLlm speakingMessages(ScriptedProvider provider) {
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

  public static ProviderProperties settings(
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
        prefixStripped,
        null,
        null,
        null,
        null,
        null);
  }

  public static LlmRequest asking(String question) {
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

  public static List<LlmEvent> readAll(LlmStream stream) {
    try (stream) {
      List<LlmEvent> events = new ArrayList<>();
      do {
        events.add(stream.next());
      } while (!(events.getLast() instanceof LlmEvent.Finished));
      return events;
    }
  }

  /** The text as it stands in the end, whatever was told of it meanwhile. */
  public static String text(List<LlmEvent> events) {
    return parts(events).getLast();
  }

  /** The reasoning as it stands in the end. */
  public static String reasoning(List<LlmEvent> events) {
    return parts(events).getFirst();
  }

  private static List<String> parts(List<LlmEvent> events) {
    StringBuilder reasoning = new StringBuilder();
    StringBuilder text = new StringBuilder();
    for (LlmEvent event : events) {
      switch (event) {
        case LlmEvent.Reasoning(String piece) -> reasoning.append(piece);
        case LlmEvent.Text(String piece) -> text.append(piece);
        case LlmEvent.TextWasReasoning _ -> {
          reasoning.append(text);
          text.setLength(0);
        }
        case LlmEvent.ReasoningWasText(String piece) -> {
          assertThat(reasoning.toString()).endsWith(piece);
          reasoning.setLength(reasoning.length() - piece.length());
          text.append(piece);
        }
        case LlmEvent.Queued _, LlmEvent.Thinking _, LlmEvent.Finished _ -> {}
      }
    }
    return List.of(reasoning.toString(), text.toString());
  }
}
