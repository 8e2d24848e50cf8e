package io.chatframe.adapter.llm.settings;

import io.chatframe.adapter.llm.provider.Dialect;
import io.chatframe.adapter.llm.provider.Words;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One provider, under {@code chat.llm.providers.<name>}. Unset values come from the preset of that
 * name, or else from general defaults.
 *
 * @param protocol {@code openai} or {@code anthropic}
 * @param headers sent with every request
 * @param apiVersion the API version; Azure only
 * @param byteGap how long a connection may be silent
 * @param firstPayload how long the model may take to start answering
 * @param maxConcurrent the most concurrent streams; others go to a fallback or are rate-limited
 * @param dialect one of {@link Dialect}; the switches below override it
 * @param reasoningField the field that says whether and how much a model thinks
 * @param userField the field that names the visitor
 * @param temperature whether it accepts a temperature
 * @param systemRole whether it accepts the system prompt as a separate message
 * @param cacheMarks whether requests mark what to cache; Anthropic's protocol only
 * @param contextTokens the context of models that declare none, input and output together
 * @param extraBody a JSON object, added to its requests
 */
public record ProviderProperties(
    @Nullable String protocol,
    @Nullable String baseUrl,
    @Nullable String apiKey,
    @DefaultValue Map<String, String> headers,
    @Nullable String apiVersion,
    @Nullable Duration connectTimeout,
    @Nullable Duration byteGap,
    @Nullable Duration firstPayload,
    @Nullable Integer maxConcurrent,
    @Nullable String dialect,
    @Nullable String reasoningField,
    @Nullable Boolean maxCompletionTokens,
    @Nullable Boolean streamOptions,
    @Nullable String userField,
    @Nullable Boolean prefixContinuation,
    @Nullable String prefixBaseUrl,
    @Nullable Boolean prefixStripped,
    @Nullable Boolean temperature,
    @Nullable Boolean systemRole,
    @Nullable Boolean cacheMarks,
    @Nullable Integer contextTokens,
    @Nullable String extraBody) {
  static final ProviderProperties NOTHING =
      new ProviderProperties(
          null, null, null, Map.of(), null, null, null, null, null, null, null, null, null, null,
          null, null, null, null, null, null, null, null);

  public ProviderProperties {
    protocol = Words.orNull(protocol);
    baseUrl = Words.orNull(baseUrl);
    apiKey = Words.orNull(apiKey);
    headers = Map.copyOf(headers);
    apiVersion = Words.orNull(apiVersion);
    dialect = Words.orNull(dialect);
    prefixBaseUrl = Words.orNull(prefixBaseUrl);
    reasoningField = Words.orNull(reasoningField);
    userField = Words.orNull(userField);
    extraBody = Words.orNull(extraBody);
  }

  /** Whether the operator has set a key or an address. */
  boolean isSetUp() {
    return apiKey != null || baseUrl != null;
  }

  /** Without values: they are not checked yet, and an address may hold a password. */
  @Override
  public String toString() {
    return "ProviderProperties[" + (isSetUp() ? "set up" : "not set up") + "]";
  }
}
