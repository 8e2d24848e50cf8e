package io.chatframe.adapter.llm.refusal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the parts of a request that a refusal complains about. */
final class PartNames {
  private static final Pattern COMPLAINT =
      Pattern.compile(
          "support|unknown|unrecogni[sz]ed|unexpected|not permitted|not allowed|extra|invalid"
              + "|deprecated|cannot|can't|can only|may only|must|should be|mandatory|required"
              + "|only works|restricted|forbidden|not available|not enabled|no such|disabled");
  private static final Pattern ROLES =
      Pattern.compile(
          "roles? (?:must|should)[^.\\n]{0,20}alternat|conversation roles"
              + "|(?:system|developer)'? (?:role|message|prompt|instruction)s?[^.\\n]{0,40}"
              + "(?:not|n't|unsupported|un-supported|invalid)"
              + "|(?:not support|unsupported|unexpected|invalid|unknown)[^.\\n]{0,30}"
              + "['\"`]?system['\"`]?(?: |,|\\.|'|\"|`|$)"
              + "|only (?:supports? )?['\"`]?user['\"`]? and ['\"`]?(?:assistant|model)");
  private static final Pattern ROLE_PATH = Pattern.compile("messages[.\\[]0\\]?\\.role");

  private static final Map<Part, List<Pattern>> MENTIONS = mentions();

  private PartNames() {}

  /** The system role is recognised by more than a name. */
  private static Map<Part, List<Pattern>> mentions() {
    Map<Part, List<Pattern>> mentions = new EnumMap<>(Part.class);
    EnumSet.complementOf(EnumSet.of(Part.SYSTEM_ROLE))
        .forEach(
            part -> mentions.put(part, part.names().stream().map(PartNames::mention).toList()));
    return Collections.unmodifiableMap(mentions);
  }

  /**
   * The parts that a refusal names, the likeliest first: those of the fields that the refusal
   * points at, then those in its prose, in order.
   *
   * @param params fields that the refusal points at
   * @param prose the refusal's prose in lower case
   */
  static List<Part> named(List<String> params, String prose) {
    Set<Part> named = new LinkedHashSet<>();
    for (String param : params) {
      String path = param.toLowerCase(Locale.ROOT);
      for (Part part : Part.values()) {
        if (isIn(path, part)) {
          named.add(part);
        }
      }
    }
    if (ROLES.matcher(prose).find()) {
      named.add(Part.SYSTEM_ROLE);
    }
    if (COMPLAINT.matcher(prose).find()) {
      named.addAll(mentioned(prose));
    }
    return List.copyOf(named);
  }

  private static boolean isIn(String path, Part part) {
    return part == Part.SYSTEM_ROLE
        ? ROLE_PATH.matcher(path).find()
        : List.of(path.split("[.\\[\\]]+", -1)).stream().anyMatch(part.names()::contains);
  }

  private record Mention(Part part, int at) {}

  private static List<Part> mentioned(String prose) {
    List<Mention> mentions = new ArrayList<>();
    for (Part part : Part.values()) {
      place(part, prose).ifPresent(at -> mentions.add(new Mention(part, at)));
    }
    // Stable: at the same place, the specific part comes before the general one.
    mentions.sort(Comparator.comparingInt(Mention::at));
    return mentions.stream().map(Mention::part).toList();
  }

  private static OptionalInt place(Part part, String prose) {
    return MENTIONS.getOrDefault(part, List.of()).stream()
        .map(mention -> mention.matcher(prose))
        .filter(Matcher::find)
        .mapToInt(found -> beginning(prose, found.start()))
        .min();
  }

  /** The beginning of the path that contains a name. */
  private static int beginning(String prose, int found) {
    int at = found;
    while (at > 0 && isOfAPath(prose.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static boolean isOfAPath(char c) {
    return (c >= 'a' && c <= 'z') || c == '_' || c == '.';
  }

  /**
   * Matches the name of a field. Everyday words match only in quotes, in a path, after a word such
   * as field, or before a colon.
   */
  private static Pattern mention(String name) {
    return switch (name) {
      case "user", "metadata", "display", "effort", "budget" ->
          Pattern.compile(
              ("['\"`]%1$s['\"`.]|(?:field|parameter|argument|property|input)s?(?: supplied)?:?"
                      + " %1$s\\b|(?<=[a-z_]\\.)%1$s\\b|\\b%1$s(?:\\.[a-z_]+)?: ")
                  .formatted(name));
      default -> Pattern.compile("\\b%s\\b".formatted(name.replace("_", "_?")));
    };
  }
}
