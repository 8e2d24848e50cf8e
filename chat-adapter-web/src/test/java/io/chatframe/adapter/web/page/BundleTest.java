package io.chatframe.adapter.web.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks without Node that the bundle was built from the current sources. */
final class BundleTest {
  private static final Path SOURCES = Path.of("page/src");
  private static final Path DIGEST = Path.of("src/main/resources/page/sources.sha256");

  @Test
  void isBuiltFromTheSources() throws IOException {
    assertThat(Files.readString(DIGEST).strip())
        .as("page/src has changed: run \"npm run build\" in chat-adapter-web/page")
        .isEqualTo(digest(listing().getBytes(UTF_8)));
  }

  /** Digest and path of each file, in the order of the paths. */
  private static String listing() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> SOURCES.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .map(path -> digest(bytes(path)) + "  " + path + "\n")
          .collect(Collectors.joining());
    }
  }

  private static byte[] bytes(String path) {
    try {
      return Files.readAllBytes(SOURCES.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
