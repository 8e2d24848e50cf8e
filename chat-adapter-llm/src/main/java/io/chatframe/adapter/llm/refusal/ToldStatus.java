package io.chatframe.adapter.llm.refusal;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Derives the HTTP status of an error from its names. */
public final class ToldStatus {
  private record Name(Pattern pattern, int status) {}

  /** The first match wins. */
  private static final List<Name> NAMES =
      List.of(
          name(
              "insufficient_?(?:user_)?(?:quota|balance|credits?|funds?)|exceeded_current_quota"
                  + "|billing|balance|arrearage|payment_required",
              402),
          name("over_?load(?:ed)?", 529),
          name("rate_?limit(?:s|ed)?|throttl(?:e|ed|ing)", 429),
          name("too_?many_?requests|resource_?exhausted", 429),
          name("authentication|unauthenticated|unauthorized|api_?key", 401),
          name("permissions?|forbidden|access_?denied", 403),
          name("not_?found", 404),
          name("too_?large", 413),
          name("context_?length|invalid_?(?:request|arguments?|parameters?)", 400),
          name("bad_?request|validation", 400),
          name("time_?out|deadline_?exceeded", 504),
          name("unavailable", 503),
          name("server_?error|internal|api_?error", 500));

  private static final Pattern HUMP =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
  private static final Pattern APART = Pattern.compile("[^A-Za-z0-9]+");
  private static final Pattern HTTP = Pattern.compile("[45][0-9]{2}");

  private ToldStatus() {}

  /** Matches whole words only: {@code load_balancer_error} is not about a balance. */
  private static Name name(String words, int status) {
    return new Name(
        Pattern.compile("_(?:" + words + ")_?(?:error|exception|exceeded|reached)?_"), status);
  }

  /** The status that an error's types and codes imply; 0 for none. */
  public static int of(List<String> words) {
    String told = words.stream().map(ToldStatus::apart).collect(Collectors.joining(" "));
    int byName =
        NAMES.stream()
            .filter(name -> name.pattern().matcher(told).find())
            .findFirst()
            .map(Name::status)
            .orElse(0);
    // Some providers report an empty balance as too many requests.
    return byName == 402 || byName == 529
        ? byName
        : words.stream()
            .map(ToldStatus::byNumber)
            .filter(status -> status > 0)
            .findFirst()
            .orElse(byName);
  }

  /** Normalises any notation to the form of {@code _load_balancer_error_}. */
  private static String apart(String word) {
    String parts = HUMP.matcher(word).replaceAll("_");
    return "_" + APART.matcher(parts).replaceAll("_").toLowerCase(Locale.ROOT) + "_";
  }

  /** Maps an HTTP status, or one of the numbers that MiniMax and Z.ai use instead. */
  private static int byNumber(String word) {
    return switch (word) {
      case "1000", "1013", "1024", "1033" -> 500;
      case "1001" -> 504;
      case "1002", "1041", "1302", "1303", "1304", "1305", "2056" -> 429;
      case "1004", "2049" -> 401;
      case "1008", "1113" -> 402;
      case "1039", "2013" -> 400;
      default -> HTTP.matcher(word).matches() ? Integer.parseInt(word) : 0;
    };
  }
}
