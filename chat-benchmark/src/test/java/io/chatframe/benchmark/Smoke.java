package io.chatframe.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The ratios by which a quick check judges. They compare what two servers use on the same machine,
 * so that the machine itself does not matter.
 */
final class Smoke {
  /** More than what a short run scatters by. */
  private static final double MOST_TIMES = 1.5;

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private record Ratio(String scenario, Figure figure, String rival) {
    String name() {
      return "%s: %s, chatframe : %s".formatted(scenario, figure.title(), rival);
    }
  }

  /** Of all of them the less the better. */
  private static final List<Ratio> RATIOS =
      List.of(
          new Ratio("smoke", Figure.CPU_PER_TOKEN, "nginx"),
          new Ratio("short", Figure.CPU_PER_MESSAGE, "nginx"),
          // If there is no nginx: of what needs no CPU of its own, only the time can be compared.
          new Ratio("short", Figure.FIRST_50, "direct"));

  private final Results results;

  /** What disturbs latencies does not change the CPU time of a process much. */
  Smoke(Results all) {
    List<Window> windows = all.windows().stream().map(Window::undisturbed).toList();
    this.results = new Results(windows, all.leftOut());
  }

  /** The ratios of this run, by their names. */
  Map<String, Double> measured() {
    boolean nginx = results.contestants("smoke").contains("nginx");
    Map<String, Double> measured = new TreeMap<>();
    for (Ratio ratio : RATIOS) {
      double value = results.ratio("chatframe", ratio.rival(), ratio.scenario(), ratio.figure());
      if (Double.isFinite(value) && !(nginx && ratio.rival().equals("direct"))) {
        measured.put(ratio.name(), value);
      }
    }
    return measured;
  }

  /** A sentence that says what is worse than recorded; empty if nothing is. */
  static Optional<String> worse(Map<String, Double> measured, Map<String, Double> recorded) {
    if (measured.isEmpty()) {
      return Optional.of("No ratio could be measured; see the table.");
    }
    List<String> worse = new ArrayList<>();
    measured.forEach((name, value) -> {
      Double before = recorded.get(name);
      if (before == null) {
        worse.add("%s is not recorded".formatted(name));
      } else if (value > MOST_TIMES * before) {
        worse.add(String.format(Locale.ROOT, "%s is %.1f and was %.1f", name, value, before));
      }
    });
    return worse.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", worse) + ".");
  }

  static Map<String, Double> read(String json) {
    return JSON.readValue(json, new TypeReference<Map<String, Double>>() {});
  }

  static String write(Map<String, Double> ratios) {
    return JSON.writeValueAsString(ratios) + "\n";
  }
}
