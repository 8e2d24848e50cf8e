package io.chatframe.adapter.llm.settings;

import io.chatframe.adapter.llm.provider.Dialect;
import io.chatframe.adapter.llm.provider.Words;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One provider, under {@code chat.llm.providers.<name>}. What is not set is as the preset of that
 * name has it, or as most providers have it.
 *
 * @param protocol {@code openai} or {@code anthropic}
 * @param headers sent with every request
 * @param apiVersion Azure's
 * @param byteGap how long a connection may carry nothing at all
 * @param firstPayload how long the model may take to begin
 * @param maxConcurrent streams at once; more go to a fallback or are told to come later
 * @param dialect one of {@link Dialect}; the switches that follow change it
 * @param reasoningField the field that says whether and how much a model thinks
 * @param userField the field that names the visitor
 * @param temperature whether it takes a temperature
 * @param systemRole whether it takes a system prompt in a message of its own
 * @param cacheMarks whether requests mark what to cache; Anthropic's protocol only
 * @param contextTokens what its models read and write in one request unless they declare it
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

  /** Whether the operator has said anything that a provider can be reached by. */
  boolean isSetUp() {
    return apiKey != null || baseUrl != null;
  }

  /** Nothing of what it holds: it has not been checked yet, and an address may hold a password. */
  @Override
  public String toString() {
    return "ProviderProperties[" + (isSetUp() ? "set up" : "not set up") + "]";
  }
}
