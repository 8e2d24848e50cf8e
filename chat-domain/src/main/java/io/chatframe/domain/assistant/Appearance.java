package io.chatframe.domain.assistant;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * How an assistant's page looks beside its theme and accent, and what it says in place of the
 * page's own words.
 *
 * @param accentDark the accent on dark surfaces, if another
 * @param surface the background while the page is light
 * @param surfaceDark the background while the page is dark
 * @param radius of the largest corners, in pixels
 * @param font one of the page's stacks by its name, or names of fonts that visitors may have
 * @param compact whether messages are set closer
 * @param icons of the suggestions, in their order
 * @param texts by language tag, or {@code *} for all languages, and the page's key
 */
public record Appearance(
    Optional<Colour> accentDark,
    Optional<Colour> surface,
    Optional<Colour> surfaceDark,
    OptionalInt radius,
    Optional<String> font,
    boolean compact,
    Optional<Logo> logo,
    List<String> icons,
    Map<String, Map<String, String>> texts) {
  /** The page's own look and words. */
  public static final Appearance STANDARD =
      new Appearance(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          List.of(),
          Map.of());

  public Appearance {
    if (surface.filter(colour -> !colour.isLightSurface()).isPresent()
        || surfaceDark.filter(colour -> !colour.isDarkSurface()).isPresent()) {
      throw new IllegalArgumentException("Text would not be readable on this surface");
    }
    icons = List.copyOf(icons);
    texts =
        texts.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, each -> Map.copyOf(each.getValue())));
  }
}
