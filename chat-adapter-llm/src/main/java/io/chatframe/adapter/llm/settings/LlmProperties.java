package io.chatframe.adapter.llm.settings;

import io.chatframe.adapter.llm.provider.BaseUrl;
import io.chatframe.adapter.llm.provider.Dialect;
import io.chatframe.adapter.llm.provider.ExtraBody;
import io.chatframe.adapter.llm.provider.Preset;
import io.chatframe.adapter.llm.provider.ProxyProperties;
import io.chatframe.adapter.llm.provider.Words;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The providers and their timeouts. The settings outside {@code providers} and {@code models} are
 * the simple way to describe a single server. Blank values count as not set. Values are checked
 * when they are bound, so that a wrong one stops the start.
 *
 * @param apiKey the key of the server at {@code baseUrl}, sent as a bearer token; not set, or the
 *     word {@code none}, if the server needs no key
 * @param baseUrl what {@code /chat/completions} is appended to
 * @param model used if an assistant names none: {@code <provider>/<model>}, or a model of the
 *     server at {@code baseUrl}, or else of DeepSeek or the only provider
 * @param dialect derived from the host if it is not set
 * @param connectTimeout limit for each of host lookup, connecting and TLS handshake
 * @param byteGap how long a connection may be silent, without even a comment
 * @param firstPayload how long a model may take to start answering
 * @param prefixContinuation whether the model continues a given beginning of an answer; by default
 *     only on DeepSeek's own host
 * @param prefixBaseUrl the base URL for such requests; by default {@code /beta} at DeepSeek, else
 *     the base URL
 * @param prefixStripped whether the server refuses a prefix that ends with white space
 * @param caFile certificates in PEM, trusted in addition to those of the JDK
 * @param proxy the proxies to the providers
 * @param providers by name
 * @param models by {@code <provider>/<model>}
 * @param contextTokens the context of the simple provider's models, input and output together
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
    @Nullable String caFile,
    @DefaultValue @NestedConfigurationProperty ProxyProperties proxy,
    @DefaultValue Map<String, ProviderProperties> providers,
    @DefaultValue Map<String, ModelProperties> models,
    @Nullable Integer contextTokens,
    @Nullable String extraBody) {
  private static final String DEEPSEEK = "deepseek";

  /** The name of the simple server if neither its host nor its dialect identifies it. */
  static final String DEFAULT = "default";

  static final String ADDRESS = "LLM_BASE_URL (chat.llm.base-url)";
  static final String KEY = "LLM_API_KEY (chat.llm.api-key)";
  private static final String NO_KEY = "none";

  public LlmProperties {
    apiKey = Words.orNull(apiKey);
    baseUrl = Words.orNull(baseUrl);
    model = Words.orNull(model);
    dialect = Words.orNull(dialect);
    prefixBaseUrl = Words.orNull(prefixBaseUrl);
    caFile = Words.orNull(caFile);
    providers = Map.copyOf(providers);
    models = Map.copyOf(models);
    if (baseUrl != null) {
      BaseUrl.parse(ADDRESS, baseUrl);
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
    ApiKey.require(KEY, apiKey);
    requireAddress(apiKey, baseUrl);
    ProviderReader.requirePositive("chat.llm.connect-timeout", connectTimeout);
    ProviderReader.requirePositive("LLM_BYTE_GAP (chat.llm.byte-gap)", byteGap);
    ProviderReader.requirePatience("LLM_FIRST_PAYLOAD (chat.llm.first-payload)", firstPayload);
  }

  private static void requireAddress(@Nullable String apiKey, @Nullable String baseUrl) {
    if (apiKey != null && baseUrl == null) {
      throw new IllegalArgumentException(
          KEY
              + " is the key of the server at LLM_BASE_URL, which is not set. Allowed is"
              + " LLM_BASE_URL beside it, or a provider's own setting without it, as"
              + " DEEPSEEK_API_KEY or OPENAI_API_KEY.");
    }
  }

  /** Whether no provider is set up. */
  public boolean demo() {
    return setUp().isEmpty();
  }

  /** Whether the simple settings describe a server. */
  boolean isSimple() {
    return baseUrl != null;
  }

  public Optional<String> defaultModel() {
    return Optional.ofNullable(model);
  }

  Optional<BaseUrl> simpleAddress() {
    return Optional.ofNullable(baseUrl).map(url -> BaseUrl.parse(ADDRESS, url));
  }

  /** Whether the key is explicitly {@code none}: the simple server needs no key. */
  boolean saysNoKey() {
    return NO_KEY.equalsIgnoreCase(apiKey);
  }

  /** The name of the simple provider, derived from its address if possible. */
  String simpleName() {
    if (baseUrl == null) {
      return DEEPSEEK;
    }
    boolean speaksDeepSeek = Dialect.DEEPSEEK.name().equalsIgnoreCase(dialect);
    String name =
        simpleAddress()
            .flatMap(Preset::at)
            .map(Preset::lowerCase)
            .orElse(speaksDeepSeek ? DEEPSEEK : DEFAULT);
    return isElsewhere(name) ? DEFAULT : name;
  }

  /** Whether a provider of that name is set up at another host: keys stay with their hosts. */
  private boolean isElsewhere(String name) {
    ProviderProperties named = named(name);
    Optional<String> address =
        Optional.ofNullable(named.baseUrl())
            .or(() -> Preset.named(name).flatMap(Preset::baseUrl))
            .filter(_ -> named.isSetUp());
    return address
        .map(url -> BaseUrl.parse("chat.llm.providers." + name + ".base-url", url))
        .filter(url -> simpleAddress().filter(url::isAtSameHostAs).isEmpty())
        .isPresent();
  }

  private ProviderProperties named(String name) {
    return providers.getOrDefault(name, ProviderProperties.NOTHING);
  }

  /** All providers that are set up, including the simple one. */
  Map<String, ProviderProperties> setUp() {
    Map<String, ProviderProperties> all = new LinkedHashMap<>();
    providers.forEach((name, entry) -> {
      if (entry.isSetUp()) {
        all.put(name, entry);
      }
    });
    String simple = simpleName();
    if (isSimple() || all.containsKey(simple)) {
      all.put(simple, simpleOver(named(simple)));
    }
    return all;
  }

  /** The setting of a key that belongs to a named provider. */
  Optional<String> keyOfAnother() {
    return providers.entrySet().stream()
        .filter(entry -> entry.getValue().apiKey() != null)
        .flatMap(entry -> Preset.named(entry.getKey()).stream())
        .map(preset -> preset.name() + "_API_KEY")
        .sorted()
        .findFirst();
  }

  /** The TLS context for connections to providers. */
  SSLContext tls() {
    return TrustedAuthorities.context(caFile);
  }

  private ProviderProperties simpleOver(ProviderProperties named) {
    String key = saysNoKey() ? null : apiKey;
    return new ProviderProperties(
        named.protocol(),
        baseUrl == null ? named.baseUrl() : baseUrl,
        key == null ? named.apiKey() : key,
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
        .formatted(
            apiKey == null ? "none" : "***",
            baseUrl == null ? "none" : "set",
            model == null ? "none" : "set",
            providers);
  }
}
