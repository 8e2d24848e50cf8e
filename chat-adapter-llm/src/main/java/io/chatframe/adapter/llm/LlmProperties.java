package io.chatframe.adapter.llm;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which providers answer, and how patient we are with them. The first ten describe one provider in
 * the simple way, for whoever has only one. What is blank counts as not set. Checked as it is
 * bound, so that a wrong value stops the start.
 *
 * @param apiKey sent as a bearer token; without it none is sent, as local servers want it
 * @param baseUrl what {@code /chat/completions} is appended to; DeepSeek's where only a key is set
 * @param model used where an assistant names none: {@code <provider>/<model>}, or a model of the
 *     provider that is described in the simple way
 * @param dialect told from the host where it is not set
 * @param connectTimeout bound for looking up the host, for connecting and for the TLS handshake,
 *     each
 * @param byteGap how long a connection may carry nothing at all, not even a comment
 * @param firstPayload how long a model may take to begin
 * @param prefixContinuation whether the model goes on from the beginning of an answer it is given;
 *     without it on for DeepSeek's own host, off elsewhere
 * @param prefixBaseUrl where it does; DeepSeek's own {@code /beta}, elsewhere the base URL
 * @param prefixStripped whether a prefix with white space at its end is refused
 * @param providers by name
 * @param models by {@code <provider>/<model>}
 * @param contextTokens what the models of the simple provider read and write in one request
 * @param extraBody a JSON object, added to the requests of the simple provider
 */
@ConfigurationProperties("chat.llm")
public record LlmProperties(
    @Nullable String apiKey,
    @Nullable String baseUrl,
    @Nullable String model,
    @Nullable String dialect,
    @DefaultValue("5s") Duration connectTimeout,
    @Nullable Duration byteGap,
    @Nullable Duration firstPayload,
    @Nullable Boolean prefixContinuation,
    @Nullable String prefixBaseUrl,
    @Nullable Boolean prefixStripped,
    @Nullable Map<String, ProviderProperties> providers,
    @Nullable Map<String, ModelProperties> models,
    @Nullable Integer contextTokens,
    @Nullable String extraBody) {
  private static final String DEEPSEEK = "deepseek";

  public LlmProperties {
    apiKey = Words.orNull(apiKey);
    baseUrl = Words.orNull(baseUrl);
    model = Words.orNull(model);
    dialect = Words.orNull(dialect);
    prefixBaseUrl = Words.orNull(prefixBaseUrl);
    providers = providers == null ? Map.of() : Map.copyOf(providers);
    models = models == null ? Map.of() : Map.copyOf(models);
    if (baseUrl != null) {
      BaseUrl.parse("LLM_BASE_URL (chat.llm.base-url)", baseUrl);
    }
    if (prefixBaseUrl != null) {
      BaseUrl.parse("LLM_PREFIX_BASE_URL (chat.llm.prefix-base-url)", prefixBaseUrl);
    }
    extraBody = Words.orNull(extraBody);
    ExtraBody.parse("LLM_EXTRA_BODY (chat.llm.extra-body)", extraBody);
    ProviderReader.requireContext("LLM_CONTEXT_TOKENS (chat.llm.context-tokens)", contextTokens);
    if (dialect != null) {
      Words.choice(Dialect.class, "LLM_DIALECT (chat.llm.dialect)", dialect);
    }
    ProviderReader.requireKey("DEEPSEEK_API_KEY (chat.llm.api-key)", apiKey);
    ProviderReader.requirePositive("chat.llm.connect-timeout", connectTimeout);
    ProviderReader.requirePositive("chat.llm.byte-gap", byteGap);
    ProviderReader.requirePositive("chat.llm.first-payload", firstPayload);
  }

  /** Whether nobody has set a provider up. */
  boolean demo() {
    return !isSimple() && setUp().isEmpty();
  }

  boolean isSimple() {
    return apiKey != null || baseUrl != null;
  }

  Optional<String> defaultModel() {
    return Optional.ofNullable(model);
  }

  /** What the provider of the simple settings is called: by its address, where that tells. */
  String simpleName() {
    if (baseUrl == null) {
      return DEEPSEEK;
    }
    boolean speaksDeepSeek = Dialect.DEEPSEEK.name().equalsIgnoreCase(dialect);
    return Preset.at(BaseUrl.parse("LLM_BASE_URL (chat.llm.base-url)", baseUrl))
        .map(Preset::lowerCase)
        .orElse(speaksDeepSeek ? DEEPSEEK : "default");
  }

  /** All that can be reached, the simple settings among them. */
  Map<String, ProviderProperties> setUp() {
    Map<String, ProviderProperties> all = new LinkedHashMap<>();
    if (providers != null) {
      providers.forEach((name, entry) -> {
        if (entry.isSetUp()) {
          all.put(name, entry);
        }
      });
    }
    if (isSimple()) {
      ProviderProperties named = all.getOrDefault(simpleName(), ProviderProperties.NOTHING);
      all.put(simpleName(), simpleOver(named));
      all.computeIfPresent(
          DEEPSEEK, (_, entry) -> entry.apiKey() == null ? entry.withKey(apiKey) : entry);
    }
    return all;
  }

  private ProviderProperties simpleOver(ProviderProperties named) {
    return new ProviderProperties(
        named.protocol(),
        baseUrl == null ? named.baseUrl() : baseUrl,
        apiKey == null ? named.apiKey() : apiKey,
        named.headers(),
        named.apiVersion(),
        named.connectTimeout(),
        named.byteGap(),
        named.firstPayload(),
        named.maxConcurrent(),
        dialect == null ? named.dialect() : dialect,
        named.reasoningField(),
        named.maxCompletionTokens(),
        named.streamOptions(),
        named.userField(),
        prefixContinuation == null ? named.prefixContinuation() : prefixContinuation,
        prefixBaseUrl == null ? named.prefixBaseUrl() : prefixBaseUrl,
        prefixStripped == null ? named.prefixStripped() : prefixStripped,
        named.temperature(),
        named.systemRole(),
        named.cacheMarks(),
        contextTokens == null ? named.contextTokens() : contextTokens,
        extraBody == null ? named.extraBody() : extraBody);
  }

  /** Without keys: properties find their way into logs. */
  @Override
  public String toString() {
    return "LlmProperties[apiKey=%s, baseUrl=%s, model=%s, providers=%s]"
        .formatted(apiKey == null ? "none" : "***", baseUrl, model, providers);
  }
}
