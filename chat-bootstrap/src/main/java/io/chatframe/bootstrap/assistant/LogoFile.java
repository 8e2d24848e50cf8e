package io.chatframe.bootstrap.assistant;

import io.chatframe.bootstrap.settings.LogText;
import io.chatframe.domain.assistant.Logo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a logo from a file beside those of the assistants. */
final class LogoFile {
  private static final long LARGEST = 64 * 1024;

  private LogoFile() {}

  /**
   * The logo; its type is told from its content.
   *
   * @throws BrokenAssistantException if the file cannot be read or is no picture
   */
  static Logo read(FrontMatter keys, String key, Path directory, String name) {
    try {
      Path file = directory.resolve(name);
      if (Files.size(file) > LARGEST) {
        throw keys.broken(key, "names a file that is larger than 64 KiB");
      }
      byte[] content = Files.readAllBytes(file);
      return type(content)
          .map(type -> Logo.of(type, content))
          .orElseThrow(() -> keys.broken(key, "names a file that is not PNG, JPEG, WebP or SVG"));
    } catch (IOException | InvalidPathException e) {
      throw keys.broken(
          key,
          "names the file \"%s\", which cannot be read: %s"
              .formatted(LogText.oneLine(name), e.getClass().getSimpleName()));
    }
  }

  private static Optional<String> type(byte[] content) {
    String head =
        new String(content, 0, Math.min(content.length, 1_000), StandardCharsets.ISO_8859_1);
    if (head.startsWith("\u0089PNG\r\n")) {
      return Optional.of("image/png");
    }
    if (head.startsWith("\u00FF\u00D8\u00FF")) {
      return Optional.of("image/jpeg");
    }
    if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return Optional.of("image/webp");
    }
    boolean markup = head.stripLeading().startsWith("<") && head.contains("<svg");
    return markup ? Optional.of("image/svg+xml") : Optional.empty();
  }
}
