package io.chatframe.adapter.llm;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads what the operator set of one provider, and fills in what was left open. */
final class ProviderReader {
  private static final Duration BYTE_GAP = Duration.ofSeconds(30);
  private static final Duration FIRST_PAYLOAD = Duration.ofSeconds(60);
  private static final int MOST_CONCURRENT = 10_000;
  private static final int LEAST_CONTEXT = 256;
  private static final int MOST_CONTEXT = 100_000_000;
  private static final String AZURE_VERSION = "2024-10-21";

  private final LlmProperties all;
  private final String name;
  private final ProviderProperties set;
  private final Optional<Preset> preset;

  ProviderReader(LlmProperties all, String name, ProviderProperties set) {
    this.all = all;
    this.name = name;
    this.set = set;
    this.preset = Preset.named(name);
  }

  /**
   * The provider as it is to be used.
   *
   * @throws IllegalArgumentException naming the setting that is wrong, without its value
   */
  Provider read() {
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          setting("") + " is no name. Allowed are lower-case letters, digits and hyphens.");
    }
    requireKey(setting("api-key"), set.apiKey());
    requirePositive(setting("connect-timeout"), set.connectTimeout());
    requirePositive(setting("byte-gap"), set.byteGap());
    requirePositive(setting("first-payload"), set.firstPayload());
    Protocol protocol =
        set.protocol() == null
            ? preset.map(Preset::protocol).orElse(Protocol.OPENAI)
            : Words.choice(Protocol.class, setting("protocol"), set.protocol());
    BaseUrl base = baseUrl();
    boolean deepSeekItself =
        protocol == Protocol.OPENAI && Dialect.of(base.host()) == Dialect.DEEPSEEK;
    Map<String, ModelFacts> declared = declared(protocol);
    requireContext(setting("context-tokens"), set.contextTokens());
    boolean ownHost = Preset.at(base).equals(preset) && !presetModels().isEmpty();
    return new Provider(
        name,
        protocol,
        base,
        prefixBaseUrl(base, deepSeekItself),
        apiVersion(base),
        Optional.ofNullable(set.apiKey()),
        headers(),
        switches(base, protocol),
        orElse(set.connectTimeout(), all.connectTimeout()),
        patience(set.byteGap(), all.byteGap(), BYTE_GAP),
        patience(set.firstPayload(), all.firstPayload(), FIRST_PAYLOAD),
        maxConcurrent(),
        orElse(set.prefixContinuation(), deepSeekItself),
        orElse(set.prefixStripped(), protocol == Protocol.ANTHROPIC),
        models(declared),
        ownHost || !declared.isEmpty(),
        set.contextTokens() == null ? OptionalInt.empty() : OptionalInt.of(set.contextTokens()),
        ExtraBody.parse(setting("extra-body"), set.extraBody()));
  }

  /** What DeepSeek's models are is known wherever they are reached. */
  private Map<String, ModelFacts> presetModels() {
    return preset.map(Preset::models).orElse(Map.of());
  }

  private Map<String, ModelFacts> models(Map<String, ModelFacts> declared) {
    Map<String, ModelFacts> models =
        new LinkedHashMap<>(name.equals("default") ? Preset.DEEPSEEK.models() : presetModels());
    models.putAll(declared);
    return models;
  }

  private Map<String, ModelFacts> declared(Protocol protocol) {
    Map<String, ModelFacts> declared = new LinkedHashMap<>();
    if (all.models() != null) {
      all.models()
          .forEach((key, model) -> {
            if (key.startsWith(name + "/")) {
              String named = key.substring(name.length() + 1);
              ModelFacts known = presetModels().getOrDefault(named, ModelFacts.NONE);
              declared.put(named, model.over(known, "chat.llm.models[" + key + "]", protocol));
            }
          });
    }
    return declared;
  }

  private BaseUrl baseUrl() {
    String text =
        Optional.ofNullable(set.baseUrl())
            .or(() -> preset.flatMap(Preset::baseUrl))
            .orElseThrow(() ->
                new IllegalArgumentException(
                    setting("base-url") + " is not set. Allowed is the provider's address."));
    BaseUrl base = BaseUrl.parse(setting("base-url"), text);
    boolean bare = !base.hasPath() && preset.filter(Preset::isUnderV1).isPresent();
    return bare ? base.sibling("v1") : base;
  }

  private BaseUrl prefixBaseUrl(BaseUrl base, boolean deepSeekItself) {
    if (set.prefixBaseUrl() != null) {
      return BaseUrl.parse(setting("prefix-base-url"), set.prefixBaseUrl());
    }
    return deepSeekItself ? base.sibling("beta") : base;
  }

  /** Azure's newer address needs neither a version nor the model in the path. */
  private Optional<String> apiVersion(BaseUrl base) {
    boolean plain = base.uri().toString().contains("/openai/v1");
    if (preset.filter(Preset.AZURE::equals).isEmpty() || plain) {
      return Optional.empty();
    }
    String version = orElse(set.apiVersion(), AZURE_VERSION);
    if (!version.matches("[A-Za-z0-9.-]+")) {
      throw new IllegalArgumentException(
          setting("api-version") + " is no version. Allowed is one as " + AZURE_VERSION + ".");
    }
    return Optional.of(version);
  }

  private Map<String, String> headers() {
    Map<String, String> headers = set.headers() == null ? Map.of() : set.headers();
    headers.forEach((header, value) -> {
      boolean sendable = value.chars().allMatch(c -> c >= ' ' && c < 0x7F);
      if (!header.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") || !sendable) {
        throw new IllegalArgumentException(
            setting("headers") + " holds what is no header. Allowed is visible ASCII.");
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
    // DeepSeek caches by itself whatever protocol it is asked in.
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
    if (most < 1 || most > MOST_CONCURRENT) {
      throw new IllegalArgumentException(
          setting("max-concurrent")
              + " is out of range. Allowed are whole numbers from 1 to "
              + MOST_CONCURRENT
              + ".");
    }
    return most;
  }

  private Duration patience(@Nullable Duration own, @Nullable Duration all, Duration usual) {
    return orElse(own, orElse(all, preset.flatMap(Preset::patience).orElse(usual)));
  }

  /** As the operator knows it: presets have settings of their own for key and address. */
  private String setting(String property) {
    String path = "chat.llm.providers." + name + (property.isEmpty() ? "" : "." + property);
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
    if (tokens != null && (tokens < LEAST_CONTEXT || tokens > MOST_CONTEXT)) {
      throw new IllegalArgumentException(
          setting
              + " is out of range. Allowed are whole numbers from "
              + LEAST_CONTEXT
              + " to "
              + MOST_CONTEXT
              + ".");
    }
  }

  static void requireKey(String setting, @Nullable String key) {
    if (key != null && !key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new IllegalArgumentException(
          setting
              + " contains spaces or characters that are not ASCII. Allowed is one word of visible"
              + " ASCII characters.");
    }
  }
}
