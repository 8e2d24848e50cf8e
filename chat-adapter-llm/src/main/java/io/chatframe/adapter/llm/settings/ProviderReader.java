package io.chatframe.adapter.llm.settings;

import io.chatframe.adapter.llm.provider.BaseUrl;
import io.chatframe.adapter.llm.provider.Credentials;
import io.chatframe.adapter.llm.provider.Dialect;
import io.chatframe.adapter.llm.provider.Endpoint;
import io.chatframe.adapter.llm.provider.ExtraBody;
import io.chatframe.adapter.llm.provider.ModelFacts;
import io.chatframe.adapter.llm.provider.Preset;
import io.chatframe.adapter.llm.provider.Protocol;
import io.chatframe.adapter.llm.provider.Provider;
import io.chatframe.adapter.llm.provider.ProviderLimits;
import io.chatframe.adapter.llm.provider.ProviderModels;
import io.chatframe.adapter.llm.provider.ProxyRules;
import io.chatframe.adapter.llm.provider.Route;
import io.chatframe.adapter.llm.provider.Words;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads the settings of one provider and fills in the defaults. */
public final class ProviderReader {
  private static final Duration BYTE_GAP = Duration.ofSeconds(30);
  private static final Duration FIRST_PAYLOAD = Duration.ofSeconds(60);
  private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(10);
  private static final int MOST_CONCURRENT = 10_000;
  private static final int LEAST_CONTEXT = 256;
  private static final int MOST_CONTEXT = 100_000_000;
  private static final String AZURE_VERSION = "2024-10-21";

  private final LlmProperties all;
  private final String name;
  private final ProviderProperties set;
  private final Optional<Preset> preset;

  public ProviderReader(LlmProperties all, String name, ProviderProperties set) {
    this.all = all;
    this.name = name;
    this.set = set;
    this.preset = Preset.named(name);
  }

  /**
   * Returns the complete provider.
   *
   * @throws IllegalArgumentException naming the setting that is wrong, without its value
   */
  public Provider read() {
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          setting("") + " is not a name. Allowed are lower-case letters, digits and hyphens.");
    }
    ApiKey.require(setting("api-key"), set.apiKey());
    requirePositive(setting("connect-timeout"), set.connectTimeout());
    requirePositive(setting("byte-gap"), set.byteGap());
    requirePatience(setting("first-payload"), set.firstPayload());
    BaseUrl base = baseUrl();
    Protocol protocol = protocol(base);
    requireKey(base);
    Endpoint endpoint = endpoint(base, protocol);
    return new Provider(
        name,
        endpoint,
        new Credentials(Optional.ofNullable(set.apiKey()), headers(), keySetting()),
        switches(base, protocol),
        limits(base),
        models(base, protocol),
        route(endpoint));
  }

  private Endpoint endpoint(BaseUrl base, Protocol protocol) {
    return new Endpoint(
        protocol,
        base,
        prefixBaseUrl(base, protocol),
        orElse(set.prefixStripped(), protocol == Protocol.ANTHROPIC),
        apiVersion());
  }

  private static boolean isDeepSeekItself(BaseUrl base, Protocol protocol) {
    return protocol == Protocol.OPENAI && Dialect.of(base.host()) == Dialect.DEEPSEEK;
  }

  private Protocol protocol(BaseUrl base) {
    return set.protocol() == null
        ? base.protocol().or(() -> preset.map(Preset::protocol)).orElse(Protocol.OPENAI)
        : Words.choice(Protocol.class, setting("protocol"), set.protocol());
  }

  private void requireKey(BaseUrl base) {
    Optional<Preset> owner = Preset.at(base);
    boolean missing = set.apiKey() == null && !hasOwnHeader() && !(simple() && all.saysNoKey());
    if (owner.isPresent()) {
      if (missing) {
        throw missingKey(owner.get());
      }
      ApiKey.requireOf(owner.get(), keySetting(), set.apiKey());
    } else if (missing && simple() && !base.isLocal()) {
      all.keyOfAnother()
          .ifPresent(other -> {
            throw new IllegalArgumentException(
                LlmProperties.KEY
                    + " is not set, and the server at LLM_BASE_URL is sent no other key: "
                    + other
                    + " goes to its own provider only. Allowed is the server's own key, or the word"
                    + " none if it wants no key.");
          });
    }
  }

  /** A key may also be given as the header that carries it. */
  private boolean hasOwnHeader() {
    return set.headers().keySet().stream()
        .anyMatch(name -> name.matches("(?i)authorization|api-key|x-api-key"));
  }

  private IllegalArgumentException missingKey(Preset owner) {
    String own = owner.name() + "_API_KEY";
    return new IllegalArgumentException(
        simple()
            ? "%s is not set, and LLM_BASE_URL is an address of %s, which is sent no other key than its own. Allowed is its key, as LLM_API_KEY or %s."
                .formatted(LlmProperties.KEY, owner.lowerCase(), own)
            : "%s is not set, and %s answers nobody without a key. Allowed is its key."
                .formatted(setting("api-key"), owner.lowerCase()));
  }

  private boolean simple() {
    return all.isSimple() && all.simpleName().equals(name);
  }

  private String keySetting() {
    return simple() && all.apiKey() != null && !all.saysNoKey()
        ? LlmProperties.KEY
        : name.equals(LlmProperties.DEFAULT) ? LlmProperties.KEY : setting("api-key");
  }

  private Route route(Endpoint endpoint) {
    BaseUrl base = endpoint.baseUrl();
    var proxies = new ProxyRules(all.proxy(), System::getProperty);
    // Reads only the proxy in use, but eagerly: a wrong one stops the start.
    proxies.to(base.uri().getScheme(), base.host(), base.port());
    return new Route(
        otherBaseUrl(endpoint).map(endpoint::at),
        proxies,
        all.tls(),
        set.baseUrl() == null ? Optional.empty() : Optional.of(setting("base-url")));
  }

  /** Some unknown servers serve under {@code /v1}, others do not. */
  private Optional<BaseUrl> otherBaseUrl(Endpoint endpoint) {
    BaseUrl base = endpoint.baseUrl();
    if (endpoint.protocol() != Protocol.OPENAI
        || Preset.at(base).isPresent()
        || endpoint.apiVersion().isPresent()
        || base.apiVersion().isPresent()) {
      return Optional.empty();
    }
    Optional<BaseUrl> bare = asWritten().filter(written -> written.path().isEmpty());
    if (bare.isPresent() && !base.path().isEmpty()) {
      return bare;
    }
    boolean versioned = base.path().matches("(?:.*/)?v[0-9]+[a-z0-9]*(?:/openai)?");
    return versioned ? Optional.empty() : Optional.of(underV1(base));
  }

  /** The models of a preset are known, whatever address serves them. */
  private Map<String, ModelFacts> presetModels() {
    return preset.map(Preset::models).orElse(Map.of());
  }

  private ProviderModels models(BaseUrl base, Protocol protocol) {
    requireContext(setting("context-tokens"), set.contextTokens());
    ModelFacts usual =
        new ModelFacts(
            ModelFacts.optional(set.contextTokens()),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.of(orElse(set.prefixContinuation(), isDeepSeekItself(base, protocol))),
            Optional.empty(),
            ExtraBody.parse(setting("extra-body"), set.extraBody()));
    Map<String, ModelFacts> models =
        new LinkedHashMap<>(
            name.equals(LlmProperties.DEFAULT) ? Preset.DEEPSEEK.models() : presetModels());
    Map<String, ModelFacts> declared = declared(protocol);
    models.putAll(declared);
    boolean ownHost = Preset.at(base).equals(preset) && !presetModels().isEmpty();
    return new ProviderModels(models, ownHost || !declared.isEmpty(), usual);
  }

  private Map<String, ModelFacts> declared(Protocol protocol) {
    Map<String, ModelFacts> declared = new LinkedHashMap<>();
    all.models()
        .forEach((key, model) -> {
          if (key.startsWith(name + "/")) {
            String named = key.substring(name.length() + 1);
            ModelFacts known = presetModels().getOrDefault(named, ModelFacts.NONE);
            declared.put(named, model.over(known, "chat.llm.models[" + key + "]", protocol));
          }
        });
    return declared;
  }

  private Optional<BaseUrl> asWritten() {
    return Optional.ofNullable(set.baseUrl())
        .or(() -> preset.flatMap(Preset::baseUrl))
        .map(text -> BaseUrl.parse(setting("base-url"), text));
  }

  /**
   * The intended address. If it has no path, {@code /v1} is added, which nearly all servers expect.
   */
  private BaseUrl baseUrl() {
    BaseUrl written =
        asWritten()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    setting("base-url") + " is not set. Allowed is the provider's address."));
    if (isClassicAzure(written)) {
      String path = written.path().replaceFirst("/openai(?:/deployments(?:/[^/]*)?)?$", "");
      return written.withPath(path).withoutVersion();
    }
    Optional<Preset> owner = Preset.at(written);
    if (owner.isPresent()) {
      return owner.get().meant(written);
    }
    boolean bare = written.path().isEmpty() && protocol(written) == Protocol.OPENAI;
    return bare && preset.filter(Preset.DEEPSEEK::equals).isEmpty() ? underV1(written) : written;
  }

  private static BaseUrl underV1(BaseUrl base) {
    return base.withPath(base.path() + "/v1");
  }

  private BaseUrl prefixBaseUrl(BaseUrl base, Protocol protocol) {
    if (set.prefixBaseUrl() != null) {
      return BaseUrl.parse(setting("prefix-base-url"), set.prefixBaseUrl());
    }
    return isDeepSeekItself(base, protocol) ? base.withPath("/beta") : base;
  }

  /** Azure's newer address needs neither a version nor the model in the path. */
  private boolean isClassicAzure(BaseUrl base) {
    return preset.filter(Preset.AZURE::equals).isPresent() && !base.path().contains("/openai/v1");
  }

  private Optional<String> apiVersion() {
    Optional<BaseUrl> written = asWritten();
    if (written.filter(this::isClassicAzure).isEmpty()) {
      return Optional.empty();
    }
    String version =
        orElse(set.apiVersion(), written.flatMap(BaseUrl::apiVersion).orElse(AZURE_VERSION));
    if (!version.matches("[A-Za-z0-9.-]+")) {
      throw new IllegalArgumentException(
          setting("api-version") + " is not a version. Allowed is one as " + AZURE_VERSION + ".");
    }
    return Optional.of(version);
  }

  private Map<String, String> headers() {
    Map<String, String> headers = set.headers();
    headers.forEach((header, value) -> {
      boolean sendable = value.chars().allMatch(c -> c >= ' ' && c < 0x7F);
      if (!header.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") || !sendable) {
        throw new IllegalArgumentException(
            setting("headers") + " holds an invalid header. Allowed is visible ASCII.");
      }
    });
    return headers;
  }

  private Dialect.Switches switches(BaseUrl base, Protocol protocol) {
    Dialect dialect =
        set.dialect() == null
            ? preset
                .filter(p -> p != Preset.DEEPSEEK)
                .map(Preset::dialect)
                .orElse(preset.isPresent() ? Dialect.DEEPSEEK : Dialect.of(base.host()))
            : Words.choice(Dialect.class, setting("dialect"), set.dialect());
    Dialect.Switches usual = dialect.switches();
    // DeepSeek caches automatically in either protocol.
    boolean marks = protocol == Protocol.ANTHROPIC && Dialect.of(base.host()) != Dialect.DEEPSEEK;
    return new Dialect.Switches(
        set.reasoningField() == null
            ? usual.reasoning()
            : Words.choice(
                Dialect.ReasoningField.class, setting("reasoning-field"), set.reasoningField()),
        orElse(set.maxCompletionTokens(), usual.maxCompletionTokens()),
        orElse(set.streamOptions(), usual.streamOptions()),
        set.userField() == null
            ? usual.user()
            : Words.choice(Dialect.UserField.class, setting("user-field"), set.userField()),
        orElse(set.temperature(), usual.temperature()),
        orElse(set.systemRole(), usual.systemRole()),
        orElse(set.cacheMarks(), marks));
  }

  private int maxConcurrent() {
    int most = orElse(set.maxConcurrent(), MOST_CONCURRENT);
    requireRange(setting("max-concurrent"), most, 1, MOST_CONCURRENT);
    return most;
  }

  private ProviderLimits limits(BaseUrl base) {
    Duration gap = orElse(set.byteGap(), orElse(all.byteGap(), patience(base).orElse(BYTE_GAP)));
    Optional<Duration> chosen =
        Optional.ofNullable(set.firstPayload())
            .or(() -> Optional.ofNullable(all.firstPayload()))
            .or(() -> patience(base));
    return new ProviderLimits(
        orElse(set.connectTimeout(), all.connectTimeout()),
        gap,
        chosen.orElse(FIRST_PAYLOAD),
        // A longer wait for the first payload also extends the wait for the first byte.
        chosen.filter(wait -> wait.compareTo(gap) > 0).orElse(gap),
        maxConcurrent());
  }

  /** A local server loads its model on the first request and is silent meanwhile. */
  private Optional<Duration> patience(BaseUrl base) {
    return base.isLocal() ? Optional.of(Preset.LONG) : preset.flatMap(Preset::patience);
  }

  /** The name that the operator knows: presets have their own settings for key and address. */
  private String setting(String property) {
    String path = "chat.llm.providers." + name + (property.isEmpty() ? "" : "." + property);
    if (simple() && property.equals("base-url")) {
      return LlmProperties.ADDRESS;
    }
    boolean named = property.equals("api-key") || property.equals("base-url");
    return preset.isPresent() && named
        ? name.toUpperCase(Locale.ROOT)
            + "_"
            + property.toUpperCase(Locale.ROOT).replace('-', '_')
            + " ("
            + path
            + ")"
        : path;
  }

  private static <T> T orElse(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  static void requirePositive(String setting, @Nullable Duration value) {
    if (value != null && (value.isZero() || value.isNegative())) {
      throw new IllegalArgumentException(
          setting + " is " + value + ". Allowed is a time above zero, as 30s.");
    }
  }

  static void requireContext(String setting, @Nullable Integer tokens) {
    requireRange(setting, tokens, LEAST_CONTEXT, MOST_CONTEXT);
  }

  private static void requireRange(String setting, @Nullable Integer value, int least, int most) {
    if (value != null && (value < least || value > most)) {
      throw new IllegalArgumentException(
          "%s is out of range. Allowed are whole numbers from %d to %d."
              .formatted(setting, least, most));
    }
  }

  static void requirePatience(String setting, @Nullable Duration value) {
    requirePositive(setting, value);
    if (value != null && value.compareTo(LONGEST_PATIENCE) > 0) {
      throw new IllegalArgumentException(
          setting + " is too long. Allowed is a time of up to 10m, as 300s.");
    }
  }
}
