package io.chatframe.domain.assistant;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables of a prompt that stand for what the host has signed about the visitor. */
public final class PromptVariables {
  public static final String NAME = "visitor.name";
  public static final String EMAIL = "visitor.email";

  /** The beginning of all attributes' variables. */
  public static final String ATTRIBUTES = "visitor.attributes.";

  /** The pattern of an attribute's name. */
  public static final String ATTRIBUTE = "[a-zA-Z][a-zA-Z0-9_-]{0,39}";

  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\{\\{\\s*(visitor\\.(?:name|email|attributes\\.%s))\\s*}}".formatted(ATTRIBUTE));

  private PromptVariables() {}

  /** The names of the variables that a prompt uses, sorted. */
  public static Set<String> in(String prompt) {
    var names = new TreeSet<String>();
    VARIABLE.matcher(prompt).results().forEach(found -> names.add(found.group(1)));
    return names;
  }

  /** Replaces each variable by its value; an absent one by nothing. Values are not searched. */
  public static String fill(String prompt, Map<String, String> values) {
    return VARIABLE
        .matcher(prompt)
        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
  }
}
