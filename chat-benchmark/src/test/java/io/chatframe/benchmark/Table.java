package io.chatframe.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The results as Markdown, medians with the lowest and the highest, and as JSON. */
final class Table {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String PRODUCT = "chatframe";
  private static final List<String> RIVALS = List.of("nginx", "fastapi", "spring-ai");

  private final Results results;

  Table(Results results) {
    this.results = results;
  }

  String markdown() {
    StringBuilder out = new StringBuilder();
    List<String> contestants =
        results.scenarios().stream()
            .flatMap(scenario -> results.contestants(scenario.name()).stream())
            .distinct()
            .toList();
    List<String> rivals =
        contestants.contains(PRODUCT)
            ? RIVALS.stream().filter(contestants::contains).toList()
            : List.of();
    List<String> head = new ArrayList<>(List.of("shape", "figure"));
    head.addAll(contestants);
    rivals.forEach(rival -> head.add(PRODUCT + " : " + rival));
    row(out, head);
    row(out, head.stream().map(_ -> "---").toList());
    for (Scenario scenario : results.scenarios()) {
      scenario.figures().forEach(figure -> row(out, cells(scenario, figure, contestants, rivals)));
    }
    out.append('\n');
    remarks().forEach(remark -> out.append("- ").append(remark).append('\n'));
    return out.toString();
  }

  private List<String> cells(
      Scenario scenario, Figure figure, List<String> contestants, List<String> rivals) {
    List<String> cells = new ArrayList<>(List.of(scenario.name(), figure.title()));
    contestants.forEach(contestant -> cells.add(cell(contestant, scenario.name(), figure)));
    for (String rival : rivals) {
      double ratio = results.ratio(PRODUCT, rival, scenario.name(), figure);
      cells.add(Double.isFinite(ratio) ? number(ratio) : "");
    }
    return cells;
  }

  private String cell(String contestant, String scenario, Figure figure) {
    double[] values = results.values(contestant, scenario, figure);
    if (values.length == 0) {
      boolean isVoid =
          results.of(contestant, scenario).findAny().isPresent()
              && results.of(contestant, scenario).allMatch(window -> window.verdict().isVoid());
      return isVoid ? "void" : "–";
    }
    String median = number(results.median(contestant, scenario, figure));
    return values.length == 1
        ? median
        : "%s (%s–%s)".formatted(median, number(values[0]), number(values[values.length - 1]));
  }

  private List<String> remarks() {
    Stream<String> leftOut =
        results.leftOut().entrySet().stream()
            .map(each -> "left out: %s %s".formatted(each.getKey(), each.getValue()));
    Stream<String> verdicts = results.windows().stream().flatMap(Table::remarks);
    return Stream.concat(leftOut, verdicts).toList();
  }

  private static Stream<String> remarks(Window window) {
    Verdict verdict = window.verdict();
    String where =
        "%s, %s, round %d: ".formatted(window.contestant(), window.scenario(), window.round());
    return Stream.of(
            verdict.faults().stream().map(why -> "void: " + why),
            verdict.disturbances().stream().map(why -> "void: " + why),
            verdict.notes().stream())
        .flatMap(each -> each)
        .map(why -> where + why);
  }

  String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("leftOut", results.leftOut());
    all.put("windows", results.windows().stream().map(Table::json).toList());
    return JSON.writeValueAsString(all) + "\n";
  }

  private static Map<String, Object> json(Window window) {
    Map<String, Object> figures = new LinkedHashMap<>();
    Arrays.stream(Figure.values())
        .filter(figure -> Double.isFinite(window.figure(figure)))
        .forEach(figure -> figures.put(figure.title(), window.figure(figure)));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("contestant", window.contestant());
    json.put("shape", window.scenario());
    json.put("round", window.round());
    json.put("void", window.verdict().isVoid());
    json.put("faults", window.verdict().faults());
    json.put("disturbances", window.verdict().disturbances());
    json.put("notes", window.verdict().notes());
    json.put("figures", figures);
    return json;
  }

  private static void row(StringBuilder out, List<String> cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }
}
