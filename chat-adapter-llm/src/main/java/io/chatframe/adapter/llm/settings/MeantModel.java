package io.chatframe.adapter.llm.settings;

import io.chatframe.adapter.llm.provider.Preset;
import io.chatframe.adapter.llm.provider.Provider;
import io.chatframe.domain.text.Spelling;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Guesses the model meant by a name that no provider has, or that resolves unexpectedly. */
public final class MeantModel {
  private MeantModel() {}

  /**
   * What an unknown name probably means, as the rest of a sentence. Quotes only known parts of the
   * name.
   *
   * @param providers the providers that are set up
   * @param known models
   */
  public static Optional<String> of(String name, Collection<String> providers, List<String> known) {
    Optional<String> prefix = prefix(name);
    if (prefix.isPresent() && !providers.contains(prefix.get())) {
      return nearestProvider(prefix.get(), providers)
          .map(provider ->
              provider.equals(prefix.get())
                  ? "it is " + provider + "'s, which is not set up; set " + settingOf(provider)
                  : "what begins it is no provider; the nearest is "
                      + provider
                      + (providers.contains(provider) ? "" : ", set up by " + settingOf(provider)));
    }
    return Spelling.nearest(name, known).map(nearest -> "the nearest is " + nearest);
  }

  /** A remark on a name that is sent whole although it seems to begin with a provider. */
  static Optional<String> sentWhole(String model, Provider provider, Collection<String> providers) {
    return prefix(model)
        .flatMap(prefix -> nearestProvider(prefix, providers))
        .filter(near -> !near.equals(provider.name()))
        .map(near ->
            "it is asked of %s by this whole name; %s/… would be a model of %s's own%s"
                .formatted(
                    provider.baseUrl().host(),
                    near,
                    near,
                    providers.contains(near) ? "" : ", which " + settingOf(near) + " sets up"));
  }

  private static Optional<String> prefix(String name) {
    int slash = name.indexOf('/');
    return slash < 1 ? Optional.empty() : Optional.of(name.substring(0, slash));
  }

  private static Optional<String> nearestProvider(String prefix, Collection<String> providers) {
    return Spelling.nearest(prefix, providers)
        .or(() ->
            Spelling.nearest(
                prefix, Arrays.stream(Preset.values()).map(Preset::lowerCase).toList()));
  }

  private static String settingOf(String provider) {
    return Preset.named(provider).map(Preset::setting).orElse("chat.llm.providers." + provider);
  }
}
