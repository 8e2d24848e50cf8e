package io.chatframe.faults.history;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The splice check. The scripted provider numbers its words and marks each with the call that sent
 * it: {@code w1-s3 w2-s3 …}. So a text shows whether a word was lost, repeated or split, and
 * whether two calls were spliced anywhere but at the beginning of an attempt.
 */
public final class SaltedWords {
  private static final Pattern WORD = Pattern.compile("w(?:ord)?(\\d+)(?:-s(\\d+))? ");
  private static final Pattern TORN_WORD = Pattern.compile("(w(\\d+(-(s(\\d+)?)?)?)?)?");

  private SaltedWords() {}

  /**
   * Returns the violations in a text; empty if there are none.
   *
   * @param joints positions in the text at which an attempt began
   * @param whole whether the reply was completed, so that its text may not end within a word
   */
  static List<String> check(String text, List<Integer> joints, boolean whole) {
    List<String> wrong = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    int at = 0;
    int number = 0;
    String salt = "";
    boolean saltIsKnown = false;
    while (word.find(at) && word.start() == at) {
      int from = at;
      int to = word.end();
      at = to;
      number++;
      if (Integer.parseInt(word.group(1)) != number) {
        wrong.add("word %s stands at place %d".formatted(word.group(1), number));
        number = Integer.parseInt(word.group(1));
      }
      // A word that was split by an attempt's end belongs to both calls: only its number counts.
      boolean torn = joints.stream().anyMatch(joint -> from < joint && joint < to);
      boolean begins = joints.contains(from) || torn;
      String its = word.group(2) == null ? "" : word.group(2);
      if (saltIsKnown && !its.equals(salt) && !begins) {
        wrong.add(
            "call %s is spliced into call %s at %d, joints %s".formatted(its, salt, from, joints));
      }
      saltIsKnown = !torn;
      salt = its;
    }
    String rest = text.substring(at);
    if (!rest.isEmpty() && (whole || !TORN_WORD.matcher(rest).matches())) {
      wrong.add(
          "no word at %d: '%s'".formatted(at, rest.substring(0, Math.min(24, rest.length()))));
    }
    return wrong;
  }

  /** The number of words in a text. */
  public static int count(String text) {
    return (int) WORD.matcher(text).results().count();
  }
}
