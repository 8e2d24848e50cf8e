package io.chatframe.bootstrap.assistant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;

/**
 * The texts of the chat page, as its build lists them: the languages in the first line, then each
 * key with the places that it fills in.
 *
 * @param languages the tags of the page's languages, and {@code *}
 * @param placesByKey what each text may have, as <code>{n}</code>
 */
record PageTexts(Set<String> languages, Map<String, Set<String>> placesByKey) {
  private static final PageTexts KNOWN = read();

  static PageTexts known() {
    return KNOWN;
  }

  Set<String> keys() {
    return placesByKey.keySet();
  }

  /** What a text may have, as <code>{n}</code>. */
  Set<String> places(String key) {
    return placesByKey.getOrDefault(key, Set.of());
  }

  private static PageTexts read() {
    try {
      List<String> lines =
          new ClassPathResource("page/texts.txt")
              .getContentAsString(StandardCharsets.UTF_8)
              .lines()
              .toList();
      return new PageTexts(
          Set.of(lines.getFirst().split(" ")),
          lines.stream()
              .skip(1)
              .map(line -> line.split(" "))
              .collect(
                  Collectors.toUnmodifiableMap(
                      words -> words[0],
                      words ->
                          new LinkedHashSet<>(Arrays.asList(words).subList(1, words.length)))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
