package io.chatframe.adapter.llm.settings;

import io.chatframe.adapter.llm.provider.Preset;
import io.chatframe.adapter.llm.provider.Provider;
import io.chatframe.domain.port.llm.ModelCatalog;
import io.chatframe.domain.text.Spelling;
import io.chatframe.domain.usage.Price;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Resolves model names to providers. A name that begins with a provider that is set up, and that
 * may have the rest, is that provider's. Any other name goes unchanged to the standard provider, if
 * that may have it: the server at {@code LLM_BASE_URL}, or else DeepSeek, the only provider, or
 * that of {@code LLM_MODEL}.
 */
public final class ProviderTable implements ModelCatalog {
  private static final String SETTING = "LLM_MODEL (chat.llm.model)";

  /**
   * A model and its provider.
   *
   * @param named the name that was asked for
   * @param model the provider's name for it
   */
  public record Target(String named, Provider provider, String model) {}

  private final Map<String, Provider> providers = new LinkedHashMap<>();
  private final Optional<Provider> standard;
  private final Optional<Target> defaultTarget;

  /**
   * Reads the operator's settings.
   *
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public ProviderTable(LlmProperties properties) {
    properties
        .setUp()
        .forEach(
            (name, set) -> providers.put(name, new ProviderReader(properties, name, set).read()));
    properties.models().keySet().forEach(ProviderTable::requireProvider);
    Optional<Provider> first =
        properties.isSimple()
            ? Optional.ofNullable(providers.get(properties.simpleName()))
            : Optional.ofNullable(providers.get("deepseek")).or(this::only);
    defaultTarget =
        properties
            .defaultModel()
            .map(name -> named(name, first))
            .or(() ->
                first
                    .filter(provider -> provider.name().equals("deepseek"))
                    .map(ProviderTable::usual));
    standard = first.or(() -> defaultTarget.map(Target::provider));
  }

  private static void requireProvider(String key) {
    int slash = key.indexOf('/');
    if (slash < 1 || slash == key.length() - 1) {
      throw new IllegalArgumentException(
          "chat.llm.models has a key that names no provider. Allowed is <provider>/<model>, in"
              + " brackets and quotes: \"[deepseek/deepseek-v4-pro]\".");
    }
  }

  private Optional<Provider> only() {
    return providers.size() == 1 ? providers.values().stream().findFirst() : Optional.empty();
  }

  private static Target usual(Provider deepSeek) {
    return new Target(Preset.DEEPSEEK_MODEL, deepSeek, Preset.DEEPSEEK_MODEL);
  }

  /** The model that {@code LLM_MODEL} names. */
  private Target named(String name, Optional<Provider> first) {
    return prefixed(name)
        .or(() -> whole(name, first))
        .or(() -> newer(name, first))
        .orElseThrow(() ->
            new IllegalArgumentException(
                SETTING
                    + " names no model of a provider that is set up"
                    + MeantModel.of(name, providers.keySet(), known(Optional.empty()))
                        .map(hint -> ": " + hint)
                        .orElse("")
                    + ". Allowed are "
                    + String.join(", ", names(first))
                    + "."));
  }

  private Set<String> names(Optional<Provider> first) {
    Set<String> names = new TreeSet<>(known(Optional.empty()));
    first
        .filter(provider -> !provider.models().complete())
        .ifPresent(_ -> names.add("the bare name of a model"));
    return names;
  }

  /**
   * A model that its provider does not declare: unless it is misspelt or retired, it may be newer
   * than this server.
   */
  private Optional<Target> newer(String name, Optional<Provider> first) {
    int slash = name.indexOf('/');
    Provider prefix = slash < 1 ? null : providers.get(name.substring(0, slash));
    Provider provider = slash < 0 ? first.orElse(null) : prefix;
    String model = name.substring(slash + 1);
    return Optional.ofNullable(provider)
        .filter(at -> !model.isEmpty() && !isMisspeltOrRetired(model, at))
        .map(at -> new Target(name, at, model));
  }

  private static boolean isMisspeltOrRetired(String model, Provider provider) {
    return Preset.at(provider.baseUrl()).filter(at -> at.retired().contains(model)).isPresent()
        || Spelling.nearest(model, provider.models().names())
            .filter(known -> !withoutNumbers(known).equals(withoutNumbers(model)))
            .isPresent();
  }

  /** A name without its digits, which stays the same from version to version. */
  private static String withoutNumbers(String model) {
    return model.replaceAll("[0-9]+", "");
  }

  private Optional<Target> prefixed(String name) {
    int slash = name.indexOf('/');
    if (slash < 1 || slash == name.length() - 1) {
      return Optional.empty();
    }
    String prefix = name.substring(0, slash);
    String rest = name.substring(slash + 1);
    String model = Preset.named(prefix).map(preset -> preset.modelNamed(rest)).orElse(rest);
    return Optional.ofNullable(providers.get(prefix))
        .filter(provider ->
            isDeclaring(provider)
                ? provider.models().names().contains(model)
                : provider.mayHave(model))
        .map(provider -> new Target(name, provider, model));
  }

  /** {@code deepseek/} promises one of DeepSeek's models, whatever address serves it. */
  private static boolean isDeclaring(Provider provider) {
    return provider.models().complete()
        || Preset.named(provider.name()).filter(preset -> !preset.models().isEmpty()).isPresent();
  }

  private static Optional<Target> whole(String name, Optional<Provider> standard) {
    return standard
        .filter(provider -> provider.mayHave(name))
        .map(provider -> new Target(name, provider, name));
  }

  /** Finds a model; empty if no provider has it. */
  public Optional<Target> find(String name) {
    return defaultTarget
        .filter(target -> target.named().equals(name))
        .or(() -> prefixed(name))
        .or(() -> whole(name, standard));
  }

  public Collection<Provider> providers() {
    return new LinkedHashSet<>(providers.values());
  }

  /** The names of the providers, sorted. */
  public Set<String> names() {
    return new TreeSet<>(providers.keySet());
  }

  @Override
  public boolean knows(String model) {
    return find(model).isPresent();
  }

  @Override
  public List<String> known() {
    return known(defaultTarget);
  }

  private List<String> known(Optional<Target> besides) {
    Set<String> known = new TreeSet<>();
    besides.ifPresent(target -> known.add(target.named()));
    providers.forEach((name, provider) -> {
      if (isDeclaring(provider)) {
        provider.models().names().forEach(model -> known.add(name + "/" + model));
      } else {
        known.add(name + "/<model>");
      }
    });
    return new ArrayList<>(known);
  }

  @Override
  public Optional<Price> price(String model) {
    return find(model)
        .flatMap(
            target -> target.provider().models().describe(target.named(), target.model()).price());
  }

  @Override
  public Optional<String> meant(String unknown) {
    return MeantModel.of(unknown, providers.keySet(), known());
  }

  @Override
  public Optional<String> remark(String model) {
    return find(model)
        .flatMap(target ->
            target.model().equals(model) && model.contains("/")
                ? MeantModel.sentWhole(model, target.provider(), providers.keySet())
                : sharedWith(target));
  }

  /** If a name fits two providers, its prefix wins; tells how to name the other's model. */
  private Optional<String> sharedWith(Target target) {
    return standard
        .filter(other -> target.named().contains("/"))
        .filter(other -> !other.name().equals(target.provider().name()))
        .filter(other -> other.mayHave(target.named()))
        .map(other ->
            "it is asked of %s; the model of this whole name at %s is %s/%s"
                .formatted(
                    target.provider().baseUrl().host(),
                    other.baseUrl().host(),
                    other.name(),
                    target.named()));
  }

  @Override
  public Optional<String> defaultModel() {
    return defaultTarget.map(Target::named);
  }

  @Override
  public String examples() {
    return String.join(
        ", ",
        providers.values().stream()
            .map(provider ->
                provider.name().equals(LlmProperties.DEFAULT)
                    ? "the name of a model at " + provider.baseUrl().host()
                    : Preset.named(provider.name())
                        .map(Preset::example)
                        .orElse(provider.name() + "/<model>"))
            .toList());
  }

  public Optional<Target> defaultTarget() {
    return defaultTarget;
  }
}
