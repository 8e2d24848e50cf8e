package io.chatframe.application.prompt;

import io.chatframe.domain.Message;
import io.chatframe.domain.VisitorMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the host has signed about the visitor, as far as the prompt asks for it. It is stored with
 * each message, as a block before the context, so that every attempt at its reply fills the prompt
 * alike, on any node.
 */
public final class VisitorFacts {
  private static final String OPEN = "<visitor>\n";
  private static final String CLOSE = "</visitor>";
  private static final String SEPARATOR = ": ";

  private VisitorFacts() {}

  /**
   * Formats the block; empty if none of the facts is known. No value can end its line or the block.
   *
   * @param names the facts that the prompt uses
   */
  public static String block(Set<String> names, Map<String, String> facts) {
    String lines =
        names.stream()
            .map(name -> line(name, FactText.clean(facts.getOrDefault(name, ""))))
            .collect(Collectors.joining());
    return lines.isEmpty() ? "" : OPEN + lines + CLOSE;
  }

  private static String line(String name, String value) {
    return value.isEmpty() ? "" : name + SEPARATOR + value + "\n";
  }

  /** The facts of the newest question, by name. */
  static Map<String, String> newest(List<Message> path) {
    return path.reversed().stream()
        .filter(VisitorMessage.class::isInstance)
        .findFirst()
        .map(question -> of((VisitorMessage) question))
        .orElse(Map.of());
  }

  private static Map<String, String> of(VisitorMessage question) {
    var facts = new HashMap<String, String>();
    question
        .context()
        .filter(VisitorFacts::begins)
        .map(context -> context.substring(OPEN.length(), context.indexOf(CLOSE)))
        .ifPresent(lines ->
            lines
                .lines()
                .map(line -> line.split(SEPARATOR, 2))
                .forEach(line -> facts.put(line[0], line[1])));
    return facts;
  }

  /** A question's context without this block. */
  static Optional<String> context(VisitorMessage question) {
    return question
        .context()
        .map(context ->
            begins(context)
                ? context.substring(context.indexOf(CLOSE) + CLOSE.length()).stripLeading()
                : context)
        .filter(context -> !context.isEmpty());
  }

  /** Whether a context begins with the block; nothing that a page says can. */
  private static boolean begins(String context) {
    return context.startsWith(OPEN);
  }
}
