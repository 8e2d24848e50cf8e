package io.chatframe.adapter.llm.demo;

import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmMessage.Role;
import io.chatframe.domain.port.llm.LlmRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The demo's answer to a request.
 *
 * @param reasoning shown before the text; may be empty
 * @param slowness how many times slower than usual it streams
 * @param end what happens after the text
 * @param asked characters of the request, to estimate its tokens
 */
record DemoAnswer(String reasoning, String text, int slowness, Ending end, int asked) {
  /** How an answer ends. */
  sealed interface Ending {
    /** Normally. */
    record Whole() implements Ending {}

    /** Silence until the stream is closed. */
    record Stall() implements Ending {}

    /** As if the connection were cut. */
    record ConnectionLoss() implements Ending {}

    /** As if the provider had refused with this status, before any text. */
    record ErrorStatus(int status) implements Ending {}
  }

  private static final int MAX_WORDS = 20_000;
  private static final int FEW_WORDS = 12;
  private static final Ending WHOLE = new Ending.Whole();

  static DemoAnswer to(LlmRequest request) {
    List<LlmMessage> questions =
        request.messages().stream().filter(message -> message.role() == Role.USER).toList();
    String question = questions.isEmpty() ? "" : questions.getLast().text().strip();
    int asked = request.messages().stream().mapToInt(message -> message.text().length()).sum();
    if (question.startsWith("/")) {
      return command(question, asked);
    }
    boolean first = questions.size() <= 1;
    String reasoning = first ? DemoTour.REASONING : DemoTour.SHORT_REASONING;
    return new DemoAnswer(
        request.reasoning() ? reasoning : "",
        first ? DemoTour.TOUR : DemoTour.LATER,
        1,
        WHOLE,
        asked);
  }

  /** The rest of the answer after {@code said}; a few more words if nothing is left. */
  DemoAnswer after(String said) {
    String rest = text.startsWith(said) ? text.substring(said.length()) : "";
    String more = rest.isBlank() ? " " + DemoTour.words(FEW_WORDS) : rest;
    return new DemoAnswer("", more, slowness, WHOLE, asked);
  }

  /** The first line is the command: the page adds what is below it. */
  private static DemoAnswer command(String question, int asked) {
    String[] words = question.lines().findFirst().orElse("").strip().split("\\s+", 3);
    Optional<Integer> number = words.length > 1 ? number(words[1]) : Optional.empty();
    return switch (words[0].toLowerCase(Locale.ROOT)) {
      case "/tour" -> new DemoAnswer(DemoTour.REASONING, DemoTour.TOUR, 1, WHOLE, asked);
      case "/slow" -> new DemoAnswer("", DemoTour.SLOW, 30, WHOLE, asked);
      case "/long" -> new DemoAnswer("", DemoTour.words(atMost(number, 500)), 1, WHOLE, asked);
      case "/fail" -> new DemoAnswer("", "", 1, new Ending.ErrorStatus(status(number)), asked);
      case "/stall" ->
          new DemoAnswer("", DemoTour.words(atMost(number, 12)), 1, new Ending.Stall(), asked);
      case "/cut" ->
          new DemoAnswer(
              "", DemoTour.words(atMost(number, 12)), 1, new Ending.ConnectionLoss(), asked);
      default -> new DemoAnswer("", DemoTour.COMMANDS, 1, WHOLE, asked);
    };
  }

  private static int atMost(Optional<Integer> number, int usual) {
    return Math.min(number.orElse(usual), MAX_WORDS);
  }

  private static int status(Optional<Integer> number) {
    return number.filter(status -> status >= 400 && status < 600).orElse(429);
  }

  private static Optional<Integer> number(String word) {
    return word.matches("[0-9]{1,8}") ? Optional.of(Integer.valueOf(word)) : Optional.empty();
  }
}
