package io.chatframe.bootstrap.assistant;

import io.chatframe.bootstrap.settings.LogText;
import io.chatframe.domain.assistant.Appearance;
import io.chatframe.domain.assistant.Colour;
import io.chatframe.domain.assistant.Logo;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the keys of an assistant's file that say how its page looks, and what it says. */
final class LookKeys {
  static final String LOOK = "look";
  static final String TEXTS = "texts";

  private static final Set<String> NAMES =
      Set.of(
          "accent-dark", "surface", "surface-dark", "radius", "font", "density", "logo", "icons");
  private static final String COLOUR = "a colour as \"#fff7ed\", in quotes";
  private static final Pattern FONTS =
      Pattern.compile("[A-Za-z][A-Za-z0-9 _-]{0,39}(, *[A-Za-z][A-Za-z0-9 _-]{0,39}){0,3}");
  static final List<String> ICONS =
      List.of(
          "bolt",
          "book",
          "box",
          "bulb",
          "calendar",
          "card",
          "chart",
          "chat",
          "code",
          "globe",
          "heart",
          "mail",
          "pen",
          "phone",
          "pin",
          "question",
          "return",
          "search",
          "shield",
          "spark",
          "star",
          "truck",
          "user",
          "wrench");
  private static final Pattern PLACE = Pattern.compile("\\{\\w+}");
  private static final int LARGEST_RADIUS = 28;
  private static final int MOST_ICONS = 6;
  private static final int LONGEST_TEXT = 600;
  private static final int MOST_TEXTS = 400;

  private LookKeys() {}

  /**
   * Parses the keys.
   *
   * @param directory the base of a relative path of a logo
   * @throws BrokenAssistantException if a value is invalid
   */
  static Appearance of(FrontMatter keys, Path directory) {
    FrontMatter look = keys.below(LOOK, NAMES);
    return new Appearance(
        colour(look, "look.accent-dark", _ -> true, COLOUR),
        colour(
            look, "look.surface", Colour::isLightSurface, COLOUR + ", light enough for dark text"),
        colour(
            look,
            "look.surface-dark",
            Colour::isDarkSurface,
            "a colour as \"#1c1917\", in quotes, dark enough for light text"),
        look.whole("look.radius", 0, LARGEST_RADIUS),
        look.matching(
            "look.font",
            text -> FONTS.matcher(text).matches(),
            "system, serif, rounded or mono, or names of up to four fonts that visitors may have"),
        look.matching(
                "look.density",
                Set.of("comfortable", "compact")::contains,
                "comfortable or compact")
            .filter("compact"::equals)
            .isPresent(),
        logo(look, directory),
        icons(look),
        texts(keys));
  }

  private static Optional<Colour> colour(
      FrontMatter look, String key, Predicate<Colour> fits, String allowed) {
    return look.matching(key, text -> Colour.isValid(text) && fits.test(new Colour(text)), allowed)
        .map(Colour::new);
  }

  private static Optional<Logo> logo(FrontMatter look, Path directory) {
    return look.text("look.logo", 200)
        .map(name -> LogoFile.read(look, "look.logo", directory, name));
  }

  private static List<String> icons(FrontMatter look) {
    List<String> icons = look.texts("look.icons", MOST_ICONS, 40);
    for (String icon : icons) {
      if (!ICONS.contains(icon)) {
        throw look.broken(
            "look.icons",
            "has \"" + LogText.oneLine(icon) + "\"; known are " + String.join(", ", ICONS));
      }
    }
    return icons;
  }

  private static Map<String, Map<String, String>> texts(FrontMatter keys) {
    PageTexts page = PageTexts.known();
    FrontMatter languages = keys.below(TEXTS, page.languages());
    var texts = new HashMap<String, Map<String, String>>();
    int all = 0;
    for (String language : languages.names()) {
      FrontMatter own = languages.below(language, page.keys());
      var said = new HashMap<String, String>();
      for (String key : own.names()) {
        own.text(key, LONGEST_TEXT)
            .ifPresent(text -> {
              check(own, key, text, page.places(after(key, language)));
              said.put(after(key, language), text);
            });
      }
      all += said.size();
      texts.put(after(language, TEXTS), said);
    }
    if (all > MOST_TEXTS) {
      throw keys.broken(TEXTS, "has more than " + MOST_TEXTS + " texts");
    }
    return texts;
  }

  private static void check(FrontMatter own, String key, String text, Set<String> places) {
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      if (!places.contains(place.group())) {
        throw own.broken(
            key,
            "has "
                + place.group()
                + (places.isEmpty() ? "" : "; known are " + String.join(", ", places)));
      }
    }
  }

  private static String after(String key, String parent) {
    return key.substring(parent.length() + 1);
  }
}
