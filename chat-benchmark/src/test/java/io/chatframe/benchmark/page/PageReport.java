package io.chatframe.benchmark.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The results, as a table in Markdown and as JSON. */
record PageReport(String browser, List<PageMeasurement> measurements) {
  PageReport {
    measurements = List.copyOf(measurements);
  }

  List<String> findings() {
    return measurements.stream().flatMap(each -> PageJudge.findings(each).stream()).toList();
  }

  String markdown() {
    StringBuilder table =
        new StringBuilder(
            """
            | ms per delta | p50 | p95 | p99 | CPU p95 | mean | script | style | layout | first quarter | last quarter | layouts/s | shifts | |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|
            """);
    for (PageMeasurement each : measurements) {
      Costs wall = each.wall();
      Counters counters = each.counters();
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %.1f | %.1f | %.1f | %.1f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.0f"
                  + " | %d | %s |%n",
              each.kind().title(),
              wall.quantile(0.5),
              wall.quantile(0.95),
              wall.quantile(0.99),
              each.cpu().quantile(0.95),
              wall.mean(),
              each.perDelta(counters.script()),
              each.perDelta(counters.style()),
              each.perDelta(counters.layout()),
              wall.firstQuarter(),
              wall.lastQuarter(),
              counters.layouts() / each.seconds(),
              each.shifts().size(),
              verdict(each)));
    }
    return table.append("\nChromium ").append(browser).append('\n').toString();
  }

  private static String verdict(PageMeasurement measured) {
    if (!PageJudge.findings(measured).isEmpty()) {
      return "**finding**";
    }
    return measured.wall().quantile(0.95) <= PageJudge.MOST_MILLIS ? "ok" : "above the goal";
  }

  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("page.md"), markdown());
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("browser", browser);
    all.put("cases", measurements.stream().map(PageReport::json).toList());
    Files.writeString(
        folder.resolve("page.json"),
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(all));
  }

  private static Map<String, Object> json(PageMeasurement measured) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("case", measured.kind().argument());
    json.put("deltas", measured.deltas());
    json.put("seconds", measured.seconds());
    json.put("wall", json(measured.wall()));
    json.put("cpu", json(measured.cpu()));
    json.put("counters", measured.counters());
    json.put("traced", measured.traced());
    json.put("shifts", measured.shifts());
    json.put("findings", PageJudge.findings(measured));
    return json;
  }

  private static Map<String, Object> json(Costs costs) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("p50Millis", costs.quantile(0.5));
    json.put("p95Millis", costs.quantile(0.95));
    json.put("p99Millis", costs.quantile(0.99));
    json.put("maxMillis", costs.quantile(1));
    json.put("meanMillis", costs.mean());
    json.put("firstQuarterMillis", costs.firstQuarter());
    json.put("lastQuarterMillis", costs.lastQuarter());
    return json;
  }
}
