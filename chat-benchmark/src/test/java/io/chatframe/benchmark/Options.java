package io.chatframe.benchmark;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the command was told.
 *
 * @param warmUp seconds before the window, in the first round of each shape
 * @param window seconds that are measured
 * @param jar the built server
 * @param rivalJar the built rival with Spring AI
 * @param target the folder for the results
 * @param jvm more options of the server's JVM
 * @param smoke whether ratios are compared with the recorded ones
 * @param record whether ratios are recorded
 */
record Options(
    List<String> contestants,
    List<Scenario> scenarios,
    int rounds,
    int warmUp,
    int window,
    Path jar,
    Path rivalJar,
    Path target,
    List<String> jvm,
    boolean smoke,
    boolean record) {

  static final List<String> CONTESTANTS =
      List.of("direct", "nginx", "fastapi", "spring-ai", "chatframe");
  private static final Set<String> SWITCHES = Set.of("smoke", "record");
  private static final Set<String> VALUES =
      Set.of(
          "contestants",
          "shapes",
          "rounds",
          "warm-up",
          "window",
          "jar",
          "spring-ai-jar",
          "target",
          "jvm");

  /**
   * @throws IllegalArgumentException if an argument is not understood, with a sentence for the user
   */
  static Options of(String... arguments) {
    Map<String, String> told = read(arguments);
    boolean record = told.containsKey("record");
    boolean smoke = record || told.containsKey("smoke");
    List<String> all = Scenario.ALL.stream().map(Scenario::name).toList();
    List<String> contestants =
        list(told, "contestants", smoke ? List.of("nginx", "chatframe") : CONTESTANTS);
    for (String name : contestants) {
      if (!CONTESTANTS.contains(name)) {
        throw new IllegalArgumentException(
            "There is no contestant %s; there are %s.".formatted(name, CONTESTANTS));
      }
    }
    List<String> shapes = list(told, "shapes", smoke ? List.of("smoke", "short") : all);
    return new Options(
        // First, because the others are judged by it.
        Stream.concat(Stream.of("direct"), contestants.stream()).distinct().toList(),
        shapes.stream().map(Scenario::of).toList(),
        number(told, "rounds", smoke ? 1 : 3),
        number(told, "warm-up", smoke ? 3 : 30),
        number(told, "window", smoke ? 3 : 20),
        Path.of(told.getOrDefault("jar", "chat-bootstrap/target/chatframe.jar")),
        Path.of(
            told.getOrDefault("spring-ai-jar", "chat-benchmark/spring-ai/target/spring-ai.jar")),
        Path.of(told.getOrDefault("target", "chat-benchmark/target")),
        Arrays.stream(told.getOrDefault("jvm", "").split(" ", -1))
            .filter(option -> !option.isBlank())
            .toList(),
        smoke,
        record);
  }

  /** Both forms, {@code --name value} and {@code --name=value}. */
  private static Map<String, String> read(String... arguments) {
    Map<String, String> told = new LinkedHashMap<>();
    Deque<String> left = new ArrayDeque<>(List.of(arguments));
    while (!left.isEmpty()) {
      String argument = left.removeFirst();
      String name = argument.replaceFirst("^--", "").replaceFirst("=.*", "");
      if (argument.startsWith("--") && SWITCHES.contains(name)) {
        told.put(name, "");
      } else if (argument.startsWith("--") && VALUES.contains(name)) {
        told.put(name, value(argument, left));
      } else {
        throw new IllegalArgumentException("Not understood: " + argument);
      }
    }
    return told;
  }

  private static String value(String argument, Deque<String> left) {
    int at = argument.indexOf('=');
    if (at >= 0) {
      return argument.substring(at + 1);
    }
    if (left.isEmpty()) {
      throw new IllegalArgumentException("A value is missing after " + argument);
    }
    return left.removeFirst();
  }

  private static List<String> list(Map<String, String> told, String name, List<String> standard) {
    String text = told.get(name);
    return text == null ? standard : List.of(text.split(",", -1));
  }

  private static int number(Map<String, String> told, String name, int standard) {
    String text = told.get(name);
    try {
      return text == null ? standard : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--%s is not a number: %s".formatted(name, text), e);
    }
  }
}
