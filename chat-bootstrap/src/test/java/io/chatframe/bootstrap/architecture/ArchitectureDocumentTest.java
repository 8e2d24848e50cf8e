package io.chatframe.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every class that docs/architecture.md names must exist. */
final class ArchitectureDocumentTest {
  private static final Path ROOT = Path.of("..");

  /** A type's simple name in backticks, optionally with a member. */
  private static final Pattern TYPE =
      Pattern.compile("`([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:[.#(][^`]*)?`");

  private static final Pattern MODULE = Pattern.compile("`([a-z-]+\\.js)`");

  /** HTTP headers that look like types. */
  private static final Set<String> HEADERS =
      Set.of("Accept", "Authorization", "Location", "Prefer");

  @ParameterizedTest
  @CsvSource({"architecture.md, 100", "recipes.md, 20"})
  void namesOnlyExistingThings(String document, int least) throws IOException {
    String text = Files.readString(ROOT.resolve("docs").resolve(document));
    Set<String> sources = sources();

    assertThat(names(TYPE, text)).hasSizeGreaterThan(least);
    assertThat(
            Stream.concat(
                names(TYPE, text)
                    .filter(name -> !HEADERS.contains(name))
                    .map(name -> name + ".java"),
                names(MODULE, text)))
        .isSubsetOf(sources);
  }

  private static Stream<String> names(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).distinct();
  }

  private static Set<String> sources() throws IOException {
    try (Stream<Path> files =
        Files.find(
            ROOT,
            20,
            (path, _) ->
                path.toString().contains("/src/") && path.toString().matches(".*\\.(java|js)"))) {
      return files.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
