package io.chatframe.adapter.llm;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which provider answers, and how patient we are with it. What is blank counts as not set. Checked
 * as it is bound, so that a wrong value stops the start.
 *
 * @param apiKey sent as a bearer token; without it none is sent, as local servers want it
 * @param baseUrl what {@code /chat/completions} is appended to; DeepSeek's where only a key is set
 * @param model used where an assistant names none
 * @param dialect told from the host where it is not set
 * @param connectTimeout bound for looking up the host, for connecting and for the TLS handshake,
 *     each
 * @param byteGap how long a connection may carry nothing at all, not even a comment
 * @param prefixContinuation whether the model goes on from the beginning of an answer it is given;
 *     without it on for DeepSeek's own host, off elsewhere
 * @param prefixBaseUrl where it does; DeepSeek's own {@code /beta}, elsewhere the base URL
 * @param prefixStripped whether a prefix with white space at its end is refused
 */
@ConfigurationProperties("chat.llm")
public record LlmProperties(
    @Nullable String apiKey,
    @Nullable String baseUrl,
    @DefaultValue(LlmProperties.DEFAULT_MODEL) String model,
    @Nullable Dialect dialect,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("30s") Duration byteGap,
    @Nullable Boolean prefixContinuation,
    @Nullable String prefixBaseUrl,
    @DefaultValue("false") boolean prefixStripped) {
  private static final String DEFAULT_BASE_URL = "https://api.deepseek.com";
  private static final String DEFAULT_MODEL = "deepseek-v4-flash";

  public LlmProperties {
    apiKey = blankToNull(apiKey);
    baseUrl = blankToNull(baseUrl);
    model = model.isBlank() ? DEFAULT_MODEL : model.strip();
    if (apiKey != null && !apiKey.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new IllegalArgumentException(
          "DEEPSEEK_API_KEY (chat.llm.api-key) contains spaces or characters that are not ASCII."
              + " Allowed is one word of visible ASCII characters.");
    }
    if (baseUrl != null) {
      BaseUrl.parse(baseUrl);
    }
    prefixBaseUrl = blankToNull(prefixBaseUrl);
    if (prefixBaseUrl != null) {
      BaseUrl.parse("LLM_PREFIX_BASE_URL (chat.llm.prefix-base-url)", prefixBaseUrl);
    }
    requirePositive("connect-timeout", connectTimeout);
    requirePositive("byte-gap", byteGap);
  }

  /** Whether nobody has set a provider up. */
  boolean demo() {
    return apiKey == null && baseUrl == null;
  }

  Optional<String> key() {
    return Optional.ofNullable(apiKey);
  }

  BaseUrl effectiveBaseUrl() {
    return BaseUrl.parse(baseUrl == null ? DEFAULT_BASE_URL : baseUrl);
  }

  Dialect effectiveDialect() {
    return dialect == null ? Dialect.of(effectiveBaseUrl().host()) : dialect;
  }

  boolean continuesPrefix() {
    return prefixContinuation == null ? isDeepSeekItself() : prefixContinuation;
  }

  BaseUrl effectivePrefixBaseUrl() {
    if (prefixBaseUrl != null) {
      return BaseUrl.parse(prefixBaseUrl);
    }
    BaseUrl base = effectiveBaseUrl();
    return isDeepSeekItself() ? base.sibling("beta") : base;
  }

  private boolean isDeepSeekItself() {
    return Dialect.of(effectiveBaseUrl().host()) == Dialect.DEEPSEEK;
  }

  private static @Nullable String blankToNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static void requirePositive(String setting, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "chat.llm." + setting + " is " + value + ". Allowed is a time above zero, as 30s.");
    }
  }

  /** Without the key: properties find their way into logs. */
  @Override
  public String toString() {
    return "LlmProperties[apiKey=%s, baseUrl=%s, model=%s, dialect=%s, connectTimeout=%s, byteGap=%s]"
        .formatted(
            apiKey == null ? "none" : "***", baseUrl, model, dialect, connectTimeout, byteGap);
  }
}
