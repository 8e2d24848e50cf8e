package io.chatframe.application;

import io.chatframe.application.prompt.FactText;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The context of a visitor's message for the model: a block of lines appended to the text, so that
 * everything before it stays unchanged and hits the provider's cache.
 */
final class MessageContext {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, uuuu-MM-dd", Locale.ENGLISH);

  private MessageContext() {}

  /**
   * Formats the block in the order of the declared names; empty if no declared fact is known. No
   * value can end its line or the block.
   *
   * @param declared the names the assistant declares; {@code date} stands for the server's date
   * @param facts the host page's facts by name; undeclared ones are dropped
   */
  static String block(List<String> declared, Map<String, String> facts, LocalDate today) {
    String lines =
        declared.stream()
            .distinct()
            .flatMap(name -> line(name, facts, today))
            .collect(Collectors.joining());
    return lines.isEmpty() ? "" : "<context>\n" + lines + "</context>";
  }

  private static Stream<String> line(String name, Map<String, String> facts, LocalDate today) {
    String value =
        name.equals("date") ? DAY.format(today) : FactText.clean(facts.getOrDefault(name, ""));
    return value.isEmpty() ? Stream.empty() : Stream.of(name + ": " + value + "\n");
  }
}
