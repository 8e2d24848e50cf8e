package io.chatframe.adapter.llm.provider;

import io.chatframe.domain.usage.Price;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Providers that need only a key, or only an address, to be used. */
public enum Preset {
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

  /** Responds soon, if only with comments. */
  private static final boolean ATTENTIVE = false;

  /** Loads a model or thinks before it sends anything. */
  private static final boolean PATIENT = true;

  /** The model that answers if only DeepSeek's key is set. */
  public static final String DEEPSEEK_MODEL = "deepseek-v4-flash";

  public static final Duration LONG = Duration.ofMinutes(5);

  private final String baseUrl;
  private final Dialect dialect;
  private final boolean patient;

  Preset(String baseUrl, Dialect dialect, boolean patient) {
    this.baseUrl = baseUrl;
    this.dialect = dialect;
    this.patient = patient;
  }

  public static Optional<Preset> named(String name) {
    return Arrays.stream(values()).filter(preset -> preset.lowerCase().equals(name)).findFirst();
  }

  /** The preset whose own host this address has. */
  public static Optional<Preset> at(BaseUrl url) {
    return Arrays.stream(values()).filter(preset -> preset.isAt(url.host())).findFirst();
  }

  private boolean isAt(String host) {
    return switch (this) {
      case AZURE ->
          host.endsWith(".openai.azure.com")
              || host.endsWith(".cognitiveservices.azure.com")
              || host.endsWith(".services.ai.azure.com");
      case DEEPSEEK -> host.equals("deepseek.com") || host.endsWith(".deepseek.com");
      case OPENAI, OPENROUTER, GROQ, MISTRAL, GEMINI, ANTHROPIC ->
          host.equals(URI.create(baseUrl).getHost());
      case OLLAMA, VLLM, LLAMACPP, LMSTUDIO -> false;
    };
  }

  /**
   * Corrects an address at this provider's own host: with encryption, and with the path that it
   * serves under.
   */
  public BaseUrl meant(BaseUrl written) {
    BaseUrl secured = written.secured();
    String own = baseUrl.isEmpty() ? "" : URI.create(baseUrl).getRawPath();
    String path = written.path();
    boolean part = !own.isEmpty() && (own.startsWith(path) || own.endsWith(path));
    return part ? secured.withPath(own) : secured;
  }

  /** The name in {@code <provider>/<model>}. */
  public String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The public address; empty if there is none that all operators share. */
  public Optional<String> baseUrl() {
    return baseUrl.isEmpty() ? Optional.empty() : Optional.of(baseUrl);
  }

  public Protocol protocol() {
    return this == ANTHROPIC ? Protocol.ANTHROPIC : Protocol.OPENAI;
  }

  public Dialect dialect() {
    return dialect;
  }

  /** How long it may be silent by default; empty for the general default. */
  public Optional<Duration> patience() {
    return patient ? Optional.of(LONG) : Optional.empty();
  }

  /**
   * Whether its own host may have a model of this name: not every host has names with a maker's
   * prefix.
   */
  boolean mayHave(String model) {
    return switch (this) {
      case DEEPSEEK, OPENAI, AZURE, MISTRAL, ANTHROPIC -> !model.contains("/");
      case GEMINI -> !model.contains("/") || model.matches("(?:models|tunedModels)/.+");
      case OPENROUTER, GROQ, OLLAMA, VLLM, LLAMACPP, LMSTUDIO -> true;
    };
  }

  /**
   * The model that {@code <provider>/<rest>} means: the rest, unless the provider has models whose
   * own names begin with its name.
   */
  public String modelNamed(String rest) {
    boolean own =
        switch (this) {
          case OPENROUTER -> !rest.contains("/");
          case GROQ -> rest.startsWith("compound");
          case DEEPSEEK, OPENAI, AZURE, MISTRAL, GEMINI, ANTHROPIC -> false;
          case OLLAMA, VLLM, LLAMACPP, LMSTUDIO -> false;
        };
    return own ? lowerCase() + "/" + rest : rest;
  }

  /** Models that it no longer has but that examples still name. */
  public Set<String> retired() {
    return this == DEEPSEEK ? Set.of("deepseek-chat", "deepseek-reasoner") : Set.of();
  }

  /** An example of {@code LLM_MODEL}. */
  public String example() {
    String model =
        switch (this) {
          case DEEPSEEK -> DEEPSEEK_MODEL;
          case OPENAI -> "gpt-5-mini";
          case AZURE -> "<deployment>";
          case OPENROUTER -> "<maker>/<model>";
          case ANTHROPIC -> "claude-sonnet-4-6";
          case OLLAMA -> "llama3.2";
          case GROQ, MISTRAL, GEMINI, VLLM, LLAMACPP, LMSTUDIO -> "<model>";
        };
    return lowerCase() + "/" + model;
  }

  /** The prefix of its keys, if no other provider uses it. */
  public Optional<String> keyBeginning() {
    return switch (this) {
      case ANTHROPIC -> Optional.of("sk-ant-");
      case OPENROUTER -> Optional.of("sk-or-");
      case OPENAI -> Optional.of("sk-proj-");
      case GROQ -> Optional.of("gsk_");
      case GEMINI -> Optional.of("AIza");
      case DEEPSEEK, AZURE, MISTRAL, OLLAMA, VLLM, LLAMACPP, LMSTUDIO -> Optional.empty();
    };
  }

  /** The setting that enables it. */
  public String setting() {
    return name() + (baseUrl.isEmpty() ? "_BASE_URL" : "_API_KEY");
  }

  /**
   * The models it declares, by name; empty if they are too many or the provider has its own list.
   * If prices differ between busy and other hours, these are the higher ones.
   */
  public Map<String, ModelFacts> models() {
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
