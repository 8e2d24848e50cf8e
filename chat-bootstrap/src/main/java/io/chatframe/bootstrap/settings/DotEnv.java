package io.chatframe.bootstrap.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a {@code .env} file like Docker Compose, so that one file works for both. Later lines can
 * use variables of earlier ones; the environment takes precedence over both.
 */
final class DotEnv {
  private static final long LARGEST = 1 << 20;
  private static final Pattern BLANK = Pattern.compile("\\s+|#[^\\n]*");
  private static final Pattern NAME =
      Pattern.compile("(?:export[^\\S\\n]+)?+([\\p{L}\\p{Nd}_.\\-\\[\\]]*)[^\\S\\n]*([=:])?");

  /**
   * May span several lines. Ends at the same kind of quote, unless that is escaped by a backslash.
   */
  private static final Pattern QUOTED =
      Pattern.compile(
          "[^\\S\\n]*(?:'((?:[^'\\\\]++|\\\\'?+)*+)'|\"((?:[^\"\\\\]++|\\\\[\\s\\S])*+)\")");

  /** Includes a comment, if any; a comment needs white space before it: {@code a#b} is a value. */
  private static final Pattern PLAIN = Pattern.compile("[^\\n]*");

  private static final Pattern ESCAPE = Pattern.compile("\\\\([\\s\\S])");

  private final String file;
  private final String text;
  private final Function<String, Optional<String>> environment;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private Matcher found;
  private int at;

  /**
   * A value.
   *
   * @param line the line of its name
   * @param used whether another line's value uses it
   */
  record Entry(String value, int line, boolean used) {}

  private DotEnv(String file, String text, Function<String, Optional<String>> environment) {
    this.file = file;
    this.text = text;
    this.environment = environment;
    this.found = BLANK.matcher(text);
  }

  /**
   * Reads a file; a file that does not exist is empty.
   *
   * @throws InvalidSettingException if the file is invalid; names file and line, never the content
   */
  static Map<String, Entry> read(Path file, Function<String, Optional<String>> environment) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    String name = file.getFileName().toString();
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        throw new InvalidSettingException(
            name + " is not a file of at most 1 MiB.", "Allowed are lines NAME=value.");
      }
      return parse(name, Files.readString(file), environment);
    } catch (CharacterCodingException e) {
      throw new InvalidSettingException(name + " is not text in UTF-8.", "Save it as UTF-8.");
    } catch (IOException e) {
      throw new InvalidSettingException(
          name + " cannot be read: " + e.getClass().getSimpleName() + ".",
          "Let the user who runs the server read it.");
    }
  }

  /** Parses the text of a file with this name. */
  static Map<String, Entry> parse(
      String file, String text, Function<String, Optional<String>> environment) {
    String clean = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return new DotEnv(file, clean.replace("\r\n", "\n"), environment).parse();
  }

  private Map<String, Entry> parse() {
    for (skipBlanks(); at < text.length(); skipBlanks()) {
      int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
      lookingAt(NAME);
      String name = found.group(1);
      if (name.isEmpty()) {
        throw broken(line, "there is no name before the value");
      }
      at = found.end();
      if (found.group(2) != null) {
        // Remove the name first: the last of two lines also determines the order.
        String value = value(line);
        entries.remove(name);
        entries.put(name, new Entry(value, line, false));
      } else if (at < text.length() && text.charAt(at) != '\n') {
        throw broken(line, "there is a blank or a character in a name that cannot be there");
      }
    }
    return entries;
  }

  private void skipBlanks() {
    while (lookingAt(BLANK)) {
      at = found.end();
    }
  }

  private boolean lookingAt(Pattern pattern) {
    found = pattern.matcher(text).region(at, text.length());
    return found.lookingAt();
  }

  /** Parses a value, up to the end of its line or of the line with its closing quote. */
  private String value(int line) {
    if (!lookingAt(QUOTED)) {
      lookingAt(PLAIN);
      at = found.end();
      String value = found.group().replaceFirst("\\s#.*", "").strip();
      if (value.startsWith("'") || value.startsWith("\"")) {
        throw broken(line, "the closing quote is missing");
      }
      return interpolated(value, line);
    }
    at = found.end();
    String asItStands = found.group(1);
    String escaped = found.group(2);
    lookingAt(PLAIN);
    if (!found.group().strip().matches("(?:#.*)?")) {
      throw broken(line, "there is something after the closing quote");
    }
    at = found.end();
    return asItStands != null
        ? asItStands.replace("\\'", "'")
        : interpolated(ESCAPE.matcher(escaped).replaceAll(DotEnv::unescaped), line);
  }

  private static String unescaped(MatchResult escape) {
    return Matcher.quoteReplacement(
        switch (escape.group(1)) {
          case "n" -> "\n";
          case "t" -> "\t";
          case "r" -> "\r";
          case "\\" -> "\\";
          case "\"" -> "\"";
          // Doubled, because a single one would begin a variable.
          case "$" -> "$$";
          default -> escape.group();
        });
  }

  private String interpolated(String value, int line) {
    return Interpolation.of(value, this::lookUp, why -> broken(line, why));
  }

  private Optional<String> lookUp(String name) {
    entries.computeIfPresent(name, (_, entry) -> new Entry(entry.value(), entry.line(), true));
    return environment
        .apply(name)
        .or(() -> Optional.ofNullable(entries.get(name)).map(Entry::value));
  }

  private InvalidSettingException broken(int line, String why) {
    return new InvalidSettingException(
        file + ":" + line + ": " + why + ".",
        "Allowed are lines NAME=value, quoted as Docker Compose reads them: 'as it stands', \"with"
            + " \\n and ${NAME}\".");
  }
}
