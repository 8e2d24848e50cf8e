package io.chatframe.bootstrap.settings;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expands variables in a value like Docker Compose: {@code $NAME}, {@code ${NAME}}, with {@code :-}
 * a default, with {@code :+} a replacement, with {@code :?} an error if unset (without the colon,
 * an empty value counts as set), and {@code $$} for a dollar sign.
 */
final class Interpolation {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\$|(\\{)?([A-Za-z_][A-Za-z0-9_]*))");
  private static final Pattern OPERATOR = Pattern.compile(":?[-+?]|(?=})");

  /** Deeper than anyone nests, and far from a stack overflow. */
  private static final int DEEPEST = 20;

  private final String text;
  private final Function<String, Optional<String>> variables;
  private final Function<String, InvalidSettingException> refusal;
  private int at;

  private Interpolation(
      String text,
      Function<String, Optional<String>> variables,
      Function<String, InvalidSettingException> refusal) {
    this.text = text;
    this.variables = variables;
    this.refusal = refusal;
  }

  /**
   * Replaces the variables in a text by their values.
   *
   * @param refusal creates the exception for an invalid text from its problem
   */
  static String of(
      String text,
      Function<String, Optional<String>> variables,
      Function<String, InvalidSettingException> refusal) {
    return new Interpolation(text, variables, refusal).read(0, true);
  }

  /**
   * Reads to the end, or to the brace that closes the current variable.
   *
   * @param needed whether the result is used, so that errors count
   */
  private String read(int depth, boolean needed) {
    if (depth > DEEPEST) {
      throw refusal.apply("the defaults are nested too deep");
    }
    var result = new StringBuilder();
    while (at < text.length() && (depth == 0 || text.charAt(at) != '}')) {
      Matcher variable = VARIABLE.matcher(text).region(at, text.length());
      if (variable.lookingAt()) {
        at = variable.end();
        String name = variable.group(2);
        result.append(
            name == null
                ? "$"
                : variable.group(1) == null
                    ? variables.apply(name).orElse("")
                    : braced(name, depth, needed));
      } else if (text.charAt(at) == '$' && needed) {
        throw refusal.apply("a $ begins no variable; write $$ or put the value in single quotes");
      } else {
        result.append(text.charAt(at++));
      }
    }
    return result.toString();
  }

  private String braced(String name, int depth, boolean needed) {
    Matcher operator = OPERATOR.matcher(text).region(at, text.length());
    if (!operator.lookingAt() && at < text.length()) {
      throw refusal.apply("after ${" + name + " comes none of } - + ?");
    }
    String sign = at < text.length() ? operator.group() : "";
    at += sign.length();
    Optional<String> found =
        variables.apply(name).filter(value -> !sign.startsWith(":") || !value.isEmpty());
    boolean replaces = sign.endsWith("+");
    boolean takesWord = replaces ? found.isPresent() : sign.endsWith("-") && found.isEmpty();
    String word = read(depth + 1, needed && takesWord);
    if (at == text.length()) {
      throw refusal.apply("a ${ is not closed");
    }
    at++;
    if (needed && sign.endsWith("?") && found.isEmpty()) {
      throw refusal.apply(name + " is required but not set");
    }
    return takesWord ? word : replaces ? "" : found.orElse("");
  }
}
