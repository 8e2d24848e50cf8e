package io.chatframe.bootstrap.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A {@code .env} file, read as Docker Compose reads it, so that one file serves both. Later lines
 * see the variables of earlier ones; the environment wins over both.
 */
final class DotEnv {
  private static final long LARGEST = 1 << 20;

  private final String file;
  private final String text;
  private final Function<String, Optional<String>> environment;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private int at;
  private int line = 1;

  /**
   * A value.
   *
   * @param line its name stands on
   * @param used whether another line's value is made with it
   */
  record Entry(String value, int line, boolean used) {}

  private DotEnv(String file, String text, Function<String, Optional<String>> environment) {
    this.file = file;
    this.text = text;
    this.environment = environment;
  }

  /**
   * Reads a file; one that does not exist is empty.
   *
   * @throws InvalidSettingException naming file and line, never what stands there
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
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      return parse(name, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString(), environment);
    } catch (CharacterCodingException e) {
      throw new InvalidSettingException(name + " is not text in UTF-8.", "Save it as UTF-8.");
    } catch (IOException e) {
      throw new InvalidSettingException(
          name + " cannot be read: " + e.getClass().getSimpleName() + ".",
          "Let the user who runs the server read it.");
    }
  }

  /** Reads the text of a file of this name. */
  static Map<String, Entry> parse(
      String file, String text, Function<String, Optional<String>> environment) {
    String clean = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return new DotEnv(file, clean.replace("\r\n", "\n"), environment).parse();
  }

  private Map<String, Entry> parse() {
    while (skipBlank()) {
      int began = line;
      String name = name();
      if (at < text.length() && (text.charAt(at) == '=' || text.charAt(at) == ':')) {
        at++;
        skipSpaces();
        // The name is taken out first: the last of two lines decides its place too.
        String value = value(began);
        entries.remove(name);
        entries.put(name, new Entry(value, began, false));
      } else if (at < text.length() && text.charAt(at) != '\n') {
        throw broken(began, "there is a blank or a character in a name that cannot be there");
      }
    }
    return entries;
  }

  /** To the next thing that is neither white space nor a comment; whether there is one. */
  private boolean skipBlank() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        at = endOfLine();
      } else if (c == '\n') {
        at++;
        line++;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  private String name() {
    int end = endOfName();
    if (text.substring(at, end).equals("export")
        && end < text.length()
        && isSpace(text.charAt(end))) {
      at = end;
      skipSpaces();
      end = endOfName();
    }
    if (end == at) {
      throw broken(line, "there is no name before the value");
    }
    String name = text.substring(at, end);
    at = end;
    skipSpaces();
    return name;
  }

  private int endOfName() {
    int end = at;
    while (end < text.length() && isOfName(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || "_.-[]".indexOf(c) >= 0;
  }

  private String value(int began) {
    if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
      return quoted(text.charAt(at), began);
    }
    int from = at;
    at = endOfLine();
    return interpolated(text.substring(from, beforeComment(from)).stripTrailing(), began);
  }

  /** A comment after a value needs white space before it: {@code a#b} is a value. */
  private int beforeComment(int from) {
    for (int i = from; i < at; i++) {
      if (text.charAt(i) == '#' && isSpace(text.charAt(i - 1))) {
        return i;
      }
    }
    return at;
  }

  /**
   * May go over several lines. Only its own kind of quote ends it, unless a backslash precedes
   * that.
   */
  private String quoted(char quote, int began) {
    var inside = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != quote; at++) {
      char c = text.charAt(at);
      if (c == '\n') {
        line++;
      }
      char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
      if (c == '\\' && next == quote) {
        at++;
        inside.append(quote);
      } else if (c == '\\' && quote == '"') {
        at++;
        inside.append(unescaped(next));
        line += next == '\n' ? 1 : 0;
      } else {
        inside.append(c);
      }
    }
    if (at >= text.length()) {
      throw broken(began, "the closing quote is missing");
    }
    at++;
    endsHere(began);
    return quote == '"' ? interpolated(inside.toString(), began) : inside.toString();
  }

  private static String unescaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case '\\' -> "\\";
      // Two, because one would begin a variable.
      case '$' -> "$$";
      default -> "\\" + c;
    };
  }

  private void endsHere(int began) {
    String rest = text.substring(at, endOfLine()).strip();
    if (!rest.isEmpty() && !rest.startsWith("#")) {
      throw broken(began, "there is something after the closing quote");
    }
    at = endOfLine();
  }

  private String interpolated(String value, int began) {
    try {
      return new Interpolation(this::lookUp).of(value);
    } catch (Interpolation.NotPossibleException e) {
      throw broken(began, e.why());
    }
  }

  private Optional<String> lookUp(String name) {
    entries.computeIfPresent(name, (_, entry) -> new Entry(entry.value(), entry.line(), true));
    return environment
        .apply(name)
        .or(() -> Optional.ofNullable(entries.get(name)).map(Entry::value));
  }

  private void skipSpaces() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isSpace(char c) {
    return c != '\n' && Character.isWhitespace(c);
  }

  private int endOfLine() {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private InvalidSettingException broken(int where, String why) {
    return new InvalidSettingException(
        file + ":" + where + ": " + why + ".",
        "Allowed are lines NAME=value, quoted as Docker Compose reads them: 'as it stands', \"with"
            + " \\n"
            + " and ${NAME}\".");
  }
}
