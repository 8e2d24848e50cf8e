package io.chatframe.adapter.llm.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.protocol.AnthropicLlm;
import io.chatframe.adapter.llm.protocol.OpenAiCompatibleLlm;
import io.chatframe.adapter.llm.provider.Dialect;
import io.chatframe.adapter.llm.provider.Provider;
import io.chatframe.adapter.llm.request.Backoff;
import io.chatframe.adapter.llm.request.LlmMeters;
import io.chatframe.adapter.llm.routing.ProvidersLlm;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.settings.LlmProperties;
import io.chatframe.adapter.llm.settings.ProviderReader;
import io.chatframe.adapter.llm.settings.ProviderTable;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.LlmStream;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

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

  private Adapters() {}

  public static OpenAiCompatibleLlm talkingTo(ScriptedProvider provider) {
    // Patient: other tests cover silence.
    return talkingTo(provider.baseUri().toString(), KEY, Duration.ofSeconds(30));
  }

  public static OpenAiCompatibleLlm impatientlyTalkingTo(ScriptedProvider provider) {
    return talkingTo(provider.baseUri().toString(), KEY, BYTE_GAP);
  }

  public static OpenAiCompatibleLlm talkingTo(
      String baseUrl, @Nullable String key, Duration byteGap) {
    return chatCompletions(
        provider(
            "default",
            "base-url=" + baseUrl,
            "api-key=" + (key == null ? "" : key),
            "dialect=deepseek",
            "byte-gap=" + byteGap,
            // The same: for a local server, the default would be longer.
            "first-payload=" + byteGap));
  }

  /** A provider of that dialect, to whose requests the operator adds an extra body. */
  public static OpenAiCompatibleLlm speaking(
      ScriptedProvider provider, Dialect dialect, @Nullable String extraBody) {
    return chatCompletions(
        provider(
            "default",
            "base-url=" + provider.baseUri(),
            "api-key=" + KEY,
            "dialect=" + dialect,
            "extra-body=" + (extraBody == null ? "" : extraBody)));
  }

  public static OpenAiCompatibleLlm chatCompletions(Provider provider) {
    return new OpenAiCompatibleLlm(provider, METERS, BACKOFF, TIME);
  }

  public static AnthropicLlm speakingMessages(ScriptedProvider provider, String... settings) {
    LlmProperties all =
        settings(
            Stream.concat(
                    Stream.of(
                        "providers.anthropic.base-url=" + provider.baseUri(),
                        "providers.anthropic.protocol=anthropic",
                        "providers.anthropic.api-key=" + KEY),
                    Stream.of(settings))
                .toArray(String[]::new));
    return new AnthropicLlm(provider(all, "anthropic"), METERS, BACKOFF, TIME);
  }

  /** A provider with these settings. */
  public static Provider provider(String name, String... settings) {
    return provider(
        settings(
            Stream.of(settings)
                .map(setting -> "providers." + name + "." + setting)
                .toArray(String[]::new)),
        name);
  }

  public static Provider provider(LlmProperties all, String name) {
    return new ProviderReader(all, name, requireNonNull(requireNonNull(all.providers()).get(name)))
        .read();
  }

  /** All providers that these settings describe. */
  public static ProvidersLlm providers(String... settings) {
    return new ProvidersLlm(new ProviderTable(settings(settings)), METERS, BACKOFF, TIME);
  }

  /** Settings under {@code chat.llm}, each as {@code name=value}, bound as at startup. */
  public static LlmProperties settings(String... settings) {
    Map<String, String> set = new HashMap<>(Map.of("chat.llm.connect-timeout", "2s"));
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      set.put("chat.llm." + setting.substring(0, equals), setting.substring(equals + 1));
    }
    return new Binder(new MapConfigurationPropertySource(set))
        .bindOrCreate("chat.llm", LlmProperties.class);
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

  /** The final text, after all corrections. */
  public static String text(List<LlmEvent> events) {
    return parts(events).getLast();
  }

  /** The final reasoning. */
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
