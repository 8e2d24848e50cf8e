package io.chatframe.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages and files stay small enough to be read in one sitting. */
final class SourceTreeTest {
  private static final Path ROOT = Path.of("..");
  private static final int MOST_FILES = 25;
  private static final int MOST_LINES = 400;

  @Test
  void noPackageHasMoreThanTwentyFiveFiles() throws IOException {
    assertThat(sources(ROOT)).hasSizeGreaterThan(400);
    assertThat(crowded(ROOT)).isEmpty();
  }

  @Test
  void noFileHasMoreThanFourHundredLines() throws IOException {
    assertThat(tooLong(ROOT)).isEmpty();
  }

  @Test
  void seesAPackageAndAFileThatAreTooLarge(@TempDir Path root) throws IOException {
    Path folder = Files.createDirectories(root.resolve("chat-x/src/main/java/x"));
    for (int file = 0; file < MOST_FILES; file++) {
      Files.writeString(folder.resolve("File" + file + ".java"), "package x;\n");
    }
    Files.writeString(
        folder.resolve("long.js"), String.join("\n", Collections.nCopies(MOST_LINES, "//")));

    assertThat(crowded(root)).isEmpty();
    assertThat(tooLong(root)).isEmpty();

    Files.writeString(folder.resolve("OneMore.java"), "package x;\n");
    Files.writeString(
        folder.resolve("long.js"), String.join("\n", Collections.nCopies(MOST_LINES + 1, "//")));

    assertThat(crowded(root)).containsExactly("chat-x/src/main/java/x has 26 files");
    assertThat(tooLong(root)).containsExactly("chat-x/src/main/java/x/long.js has 401 lines");
  }

  private static List<String> crowded(Path root) throws IOException {
    Map<Path, Long> counts =
        sources(root).stream()
            .filter(file -> file.toString().endsWith(".java"))
            .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
    return counts.entrySet().stream()
        .filter(folder -> folder.getValue() > MOST_FILES)
        .map(folder -> root.relativize(folder.getKey()) + " has " + folder.getValue() + " files")
        .sorted()
        .toList();
  }

  private static List<String> tooLong(Path root) throws IOException {
    List<String> found = new java.util.ArrayList<>();
    for (Path file : sources(root)) {
      int lines = Files.readAllLines(file).size();
      if (lines > MOST_LINES) {
        found.add(root.relativize(file) + " has " + lines + " lines");
      }
    }
    return found;
  }

  /** Handwritten sources, without vendored libraries and generated files. */
  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> files =
        Files.find(
            root,
            20,
            (path, _) ->
                root.relativize(path).toString().matches("chat-[^/]+/src/.*\\.(java|js|css)")
                    && !path.toString().contains("/vendor/"))) {
      return files.sorted().toList();
    }
  }
}
