package io.chatframe.bootstrap.settings;

import java.util.Optional;
import java.util.function.Function;

/**
 * Variables inside a value, as Docker Compose has them: {@code $NAME}, {@code ${NAME}}, with {@code
 * :-} a default, with {@code :+} a replacement, with {@code :?} a demand (without the colon, an
 * empty value counts as one), and {@code $$} for a dollar sign.
 */
final class Interpolation {
  /** Deeper than anyone writes, and far from the end of the stack. */
  private static final int DEEPEST = 20;

  private final Function<String, Optional<String>> variables;

  Interpolation(Function<String, Optional<String>> variables) {
    this.variables = variables;
  }

  /** The value cannot be read; says why without quoting it. */
  static final class NotPossibleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPossibleException(String why) {
      super(why);
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }

  String of(String value) {
    return of(value, 0);
  }

  private String of(String value, int depth) {
    if (depth > DEEPEST) {
      throw new NotPossibleException("the defaults are nested too deep");
    }
    var result = new StringBuilder();
    int at = 0;
    while (at < value.length()) {
      char c = value.charAt(at);
      if (c != '$') {
        result.append(c);
        at++;
      } else if (value.startsWith("$$", at)) {
        result.append('$');
        at += 2;
      } else if (value.startsWith("${", at)) {
        int end = closing(value, at + 2);
        result.append(braced(value.substring(at + 2, end), depth));
        at = end + 1;
      } else {
        int end = endOfName(value, at + 1);
        result.append(variables.apply(name(value.substring(at + 1, end))).orElse(""));
        at = end;
      }
    }
    return result.toString();
  }

  private String braced(String inside, int depth) {
    int end = endOfName(inside, 0);
    String name = name(inside.substring(0, end));
    String rest = inside.substring(end);
    boolean emptyCounts = !rest.startsWith(":");
    Optional<String> found = variables.apply(name).filter(value -> emptyCounts || !value.isEmpty());
    String operator = emptyCounts ? rest : rest.substring(1);
    if (operator.isEmpty() && emptyCounts) {
      return found.orElse("");
    }
    String word = operator.isEmpty() ? "" : operator.substring(1);
    return switch (operator.isEmpty() ? ' ' : operator.charAt(0)) {
      case '-' -> found.isPresent() ? found.get() : of(word, depth + 1);
      case '+' -> found.isPresent() ? of(word, depth + 1) : "";
      case '?' ->
          found.orElseThrow(() -> new NotPossibleException(name + " is required but not set"));
      default -> throw new NotPossibleException("after ${" + name + " comes none of } - + ?");
    };
  }

  private static int closing(String value, int from) {
    int open = 1;
    for (int i = from; i < value.length(); i++) {
      if (value.startsWith("${", i)) {
        open++;
      } else if (value.charAt(i) == '}' && --open == 0) {
        return i;
      }
    }
    throw new NotPossibleException("a ${ is not closed");
  }

  private static int endOfName(String value, int from) {
    int end = from;
    while (end < value.length() && isOfName(value.charAt(end), end == from)) {
      end++;
    }
    return end;
  }

  private static boolean isOfName(char c, boolean first) {
    return c == '_'
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (!first && c >= '0' && c <= '9');
  }

  private static String name(String name) {
    if (name.isEmpty()) {
      throw new NotPossibleException(
          "a $ begins no variable; write $$ or put the value in single quotes");
    }
    return name;
  }
}
