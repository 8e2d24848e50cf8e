package io.chatframe.adapter.llm.answer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The marks around the thoughts of models, and how to find them in a text. */
final class ThoughtMarks {
  /** The marks at the beginning and end of a thought. */
  record Pair(String open, String close) {}

  /** A mark; or, at the end of a text, the possible beginning of one. */
  record Found(int at, String mark, boolean whole) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("<think>", "</think>"),
          new Pair("<thinking>", "</thinking>"),
          new Pair("<thought>", "</thought>"),
          new Pair("<thoughts>", "</thoughts>"),
          new Pair("<reasoning>", "</reasoning>"),
          new Pair("<seed:think>", "</seed:think>"),
          new Pair("[THINK]", "[/THINK]"),
          new Pair("◁think▷", "◁/think▷"),
          new Pair("<|begin_of_thought|>", "<|end_of_thought|>"),
          new Pair("<|START_THINKING|>", "<|END_THINKING|>"));

  static final List<String> OPENS = PAIRS.stream().map(Pair::open).toList();

  /** The possible beginnings of text in channels. */
  static final List<String> CHANNELS = List.of("<|channel|>", "<|start|>");

  /** The possible ends of a thought that the prompt began. */
  static final List<String> CLOSES =
      Stream.concat(
              PAIRS.stream().map(Pair::close),
              Stream.of(
                  "<|end|><|start|>assistant<|channel|>final<|message|>",
                  "<|start|>assistant<|channel|>final<|message|>"))
          .toList();

  private ThoughtMarks() {}

  static String closeOf(String open) {
    return PAIRS.stream()
        .filter(pair -> pair.open().equals(open))
        .map(Pair::close)
        .findFirst()
        .orElseThrow();
  }

  /** The complete mark that a text begins with. */
  static Optional<String> beginning(CharSequence text, List<String> marks) {
    return marks.stream().filter(mark -> matching(text, 0, mark) == mark.length()).findFirst();
  }

  /** Whether a text is the incomplete beginning of a mark. */
  static boolean mayBegin(CharSequence text, List<String> marks) {
    return marks.stream()
        .anyMatch(
            mark -> text.length() < mark.length() && matching(text, 0, mark) == text.length());
  }

  /** The first mark in a text from an index on. */
  static Optional<Found> find(CharSequence text, int from, List<String> marks) {
    for (int at = from; at < text.length(); at++) {
      char first = text.charAt(at);
      if (first == '<' || first == '[' || first == '◁') {
        Optional<Found> found = foundAt(text, at, marks);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Found> foundAt(CharSequence text, int at, List<String> marks) {
    boolean begun = false;
    for (String mark : marks) {
      int matching = matching(text, at, mark);
      if (matching == mark.length()) {
        return Optional.of(new Found(at, mark, true));
      }
      begun |= at + matching == text.length();
    }
    return begun ? Optional.of(new Found(at, "", false)) : Optional.empty();
  }

  /** How many characters of a mark match at an index, ignoring case. */
  private static int matching(CharSequence text, int at, String mark) {
    int length = 0;
    while (length < mark.length()
        && at + length < text.length()
        && Character.toLowerCase(text.charAt(at + length))
            == Character.toLowerCase(mark.charAt(length))) {
      length++;
    }
    return length;
  }
}
