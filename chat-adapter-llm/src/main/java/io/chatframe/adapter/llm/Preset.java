package io.chatframe.adapter.llm;

import io.chatframe.domain.Price;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Providers that need only a key, or only an address, to be used. */
enum Preset {
  DEEPSEEK("https://api.deepseek.com", Dialect.DEEPSEEK, Preset.ATTENTIVE),
  OPENAI("https://api.openai.com/v1", Dialect.OPENAI, Preset.PATIENT),
  AZURE("", Dialect.AZURE, Preset.PATIENT),
  OPENROUTER("https://openrouter.ai/api/v1", Dialect.OPENROUTER, Preset.ATTENTIVE),
  GROQ("https://api.groq.com/openai/v1", Dialect.GROQ, Preset.ATTENTIVE),
  MISTRAL("https://api.mistral.ai/v1", Dialect.MISTRAL, Preset.ATTENTIVE),
  GEMINI("https://generativelanguage.googleapis.com/v1beta/openai", Dialect.GEMINI, Preset.PATIENT),
  OLLAMA("", Dialect.OLLAMA, Preset.PATIENT),
  VLLM("", Dialect.VLLM, Preset.PATIENT),
  LLAMACPP("", Dialect.VLLM, Preset.PATIENT),
  LMSTUDIO("", Dialect.COMPATIBLE, Preset.PATIENT),
  ANTHROPIC("https://api.anthropic.com", Dialect.COMPATIBLE, Preset.ATTENTIVE);

  /** Says soon that it is there, by comments if by nothing else. */
  private static final boolean ATTENTIVE = false;

  /** Loads a model or thinks before it says anything. */
  private static final boolean PATIENT = true;

  private static final Duration LONG = Duration.ofMinutes(5);

  private final String baseUrl;
  private final Dialect dialect;
  private final boolean patient;

  Preset(String baseUrl, Dialect dialect, boolean patient) {
    this.baseUrl = baseUrl;
    this.dialect = dialect;
    this.patient = patient;
  }

  static Optional<Preset> named(String name) {
    return Arrays.stream(values()).filter(preset -> preset.lowerCase().equals(name)).findFirst();
  }

  /** The one whose own address this is. */
  static Optional<Preset> at(BaseUrl url) {
    return Arrays.stream(values())
        .filter(preset -> !preset.baseUrl.isEmpty())
        .filter(preset ->
            BaseUrl.parse(preset.setting(), preset.baseUrl).host().equalsIgnoreCase(url.host()))
        .findFirst();
  }

  /** The name in {@code <provider>/<model>}. */
  String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty where there is none that is everybody's. */
  Optional<String> baseUrl() {
    return baseUrl.isEmpty() ? Optional.empty() : Optional.of(baseUrl);
  }

  Protocol protocol() {
    return this == ANTHROPIC ? Protocol.ANTHROPIC : Protocol.OPENAI;
  }

  Dialect dialect() {
    return dialect;
  }

  /** Whether an address without a path stands for the one with {@code /v1}. */
  boolean isUnderV1() {
    return switch (this) {
      case OLLAMA, VLLM, LLAMACPP, LMSTUDIO -> true;
      case DEEPSEEK, OPENAI, AZURE, OPENROUTER, GROQ, MISTRAL, GEMINI, ANTHROPIC -> false;
    };
  }

  /** How long it may be silent where the operator says nothing. */
  Optional<Duration> patience() {
    return patient ? Optional.of(LONG) : Optional.empty();
  }

  /** The setting that switches it on. */
  String setting() {
    return name() + (baseUrl.isEmpty() ? "_BASE_URL" : "_API_KEY");
  }

  /**
   * The models it declares, by name; none where they are too many or ask the provider's own list.
   * Prices are the dearer where there is one for busy hours and one for others.
   */
  Map<String, ModelFacts> models() {
    if (this != DEEPSEEK) {
      return Map.of();
    }
    ModelFacts flash = deepSeek("0.30", "0.006", "1.20");
    return Map.of(
        "deepseek-flash",
        flash,
        "deepseek-v4-flash",
        flash,
        "deepseek-v4-pro",
        deepSeek("1.32", "0.044", "3.96"));
  }

  private static ModelFacts deepSeek(String input, String cachedInput, String output) {
    Price price =
        new Price(
            new BigDecimal(input), new BigDecimal(cachedInput), new BigDecimal(output), "USD");
    return new ModelFacts(
        OptionalInt.of(1_000_000),
        OptionalInt.empty(),
        Optional.of(price),
        Optional.empty(),
        Optional.empty(),
        ExtraBody.NONE);
  }
}
