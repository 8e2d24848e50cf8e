package io.chatframe.adapter.llm;

import io.chatframe.domain.port.ModelCatalog;
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
 * Which name leads to which provider: {@code <provider>/<model>}, or a bare model of the one that
 * the server's default model is of.
 */
final class ProviderTable implements ModelCatalog {
  private static final String DEFAULT_MODEL = "deepseek-v4-flash";

  /**
   * A model found.
   *
   * @param named as it was asked for
   * @param model as its provider calls it
   */
  record Target(String named, Provider provider, String model) {}

  private final Map<String, Provider> providers = new LinkedHashMap<>();
  private final Optional<Provider> standard;
  private final Optional<Target> defaultTarget;

  /**
   * Reads the operator's settings.
   *
   * @throws IllegalArgumentException naming the one that is wrong
   */
  ProviderTable(LlmProperties properties) {
    properties
        .setUp()
        .forEach(
            (name, set) -> providers.put(name, new ProviderReader(properties, name, set).read()));
    if (properties.models() != null) {
      properties.models().keySet().forEach(this::requireProvider);
    }
    Optional<Provider> simple =
        properties.isSimple()
            ? Optional.ofNullable(providers.get(properties.simpleName()))
            : Optional.ofNullable(providers.get("deepseek")).or(this::only);
    if (properties.apiKey() != null) {
      // A proxy that the key was made for: what is there, is there under DeepSeek's name too.
      simple.ifPresent(provider -> {
        if (provider.name().equals("default")) {
          providers.putIfAbsent("deepseek", provider);
        }
      });
    }
    defaultTarget = defaultTarget(properties.defaultModel(), simple);
    standard = simple.or(() -> defaultTarget.map(Target::provider));
  }

  private void requireProvider(String key) {
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

  private Optional<Target> defaultTarget(Optional<String> model, Optional<Provider> simple) {
    Optional<Target> prefixed = model.flatMap(this::split);
    if (prefixed.isPresent()) {
      return prefixed;
    }
    if (simple.isEmpty() && model.isPresent()) {
      throw new IllegalArgumentException(
          "LLM_MODEL (chat.llm.model) names no provider. Allowed is <provider>/<model>, with one of "
              + String.join(", ", new TreeSet<>(providers.keySet()))
              + ".");
    }
    return simple.flatMap(provider ->
        model
            .or(() ->
                provider.models().containsKey(DEFAULT_MODEL)
                    ? Optional.of(DEFAULT_MODEL)
                    : Optional.empty())
            .map(name -> new Target(name, provider, name)));
  }

  private Optional<Target> split(String name) {
    int slash = name.indexOf('/');
    Provider provider = slash < 1 ? null : providers.get(name.substring(0, slash));
    return provider == null || slash == name.length() - 1
        ? Optional.empty()
        : Optional.of(new Target(name, provider, name.substring(slash + 1)));
  }

  /** Where a model is; empty where no provider has it. */
  Optional<Target> find(String name) {
    if (defaultTarget.filter(target -> target.named().equals(name)).isPresent()) {
      return defaultTarget;
    }
    Optional<Target> prefixed = split(name);
    if (prefixed.isPresent()) {
      return prefixed.filter(target ->
          !isDeclaring(name.substring(0, name.indexOf('/')), target.provider())
              || target.provider().models().containsKey(target.model()));
    }
    return standard
        .filter(provider ->
            provider.models().containsKey(name)
                || (!name.contains("/") && !provider.declaresModels()))
        .map(provider -> new Target(name, provider, name));
  }

  /** {@code deepseek/} promises a model of DeepSeek's, wherever it is reached. */
  private static boolean isDeclaring(String prefix, Provider provider) {
    return provider.declaresModels()
        || Preset.named(prefix).filter(preset -> !preset.models().isEmpty()).isPresent();
  }

  Collection<Provider> providers() {
    return new LinkedHashSet<>(providers.values());
  }

  /** Of the providers, in order. */
  Set<String> names() {
    return new TreeSet<>(providers.keySet());
  }

  @Override
  public boolean knows(String model) {
    return find(model).isPresent();
  }

  @Override
  public List<String> known() {
    Set<String> known = new TreeSet<>();
    defaultTarget.ifPresent(target -> known.add(target.named()));
    providers.forEach((name, provider) -> {
      if (isDeclaring(name, provider)) {
        provider.models().keySet().forEach(model -> known.add(name + "/" + model));
      } else {
        known.add(name + "/<model>");
      }
    });
    return new ArrayList<>(known);
  }

  @Override
  public Optional<String> defaultModel() {
    return defaultTarget.map(Target::named);
  }

  Optional<Target> defaultTarget() {
    return defaultTarget;
  }
}
