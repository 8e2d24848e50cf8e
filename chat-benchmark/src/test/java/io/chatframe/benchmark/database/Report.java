package io.chatframe.benchmark.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The results, as a table in Markdown and as JSON. */
final class Report {
  private record Row(Measurement small, Measurement large, List<String> findings) {}

  private final Options options;
  private final List<Row> rows = new ArrayList<>();

  Report(Options options) {
    this.options = options;
  }

  void add(Measurement small, Measurement large, List<String> findings) {
    rows.add(new Row(small, large, List.copyOf(findings)));
  }

  List<String> findings() {
    return rows.stream().flatMap(row -> row.findings().stream()).toList();
  }

  String markdown() {
    var table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            """
            | operation | p50 ms, %1$,d | p99 ms | p50 ms, %2$,d | p99 ms | blocks, %1$,d | blocks, %2$,d | of it deeper indexes | plan |
            |---|---|---|---|---|---|---|---|---|
            """,
            options.small().dialogs(),
            options.large().dialogs()));
    for (Row row : rows) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %.2f | %.2f | %.1f | %.1f | %.1f | %s |%n",
              row.large().operation(),
              row.small().millis(0.5),
              row.small().millis(0.99),
              row.large().millis(0.5),
              row.large().millis(0.99),
              row.small().blocks(),
              row.large().blocks(),
              row.large().deeper(row.small()),
              row.findings().isEmpty() ? "ok" : "**finding**"));
    }
    return table.toString();
  }

  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("database.md"), markdown());
    var operations = new ArrayList<Map<String, Object>>();
    for (Row row : rows) {
      var operation = new LinkedHashMap<String, Object>();
      operation.put("operation", row.large().operation());
      operation.put("small", json(row.small()));
      operation.put("large", json(row.large()));
      operation.put("findings", row.findings());
      operations.add(operation);
    }
    var all = new LinkedHashMap<String, Object>();
    all.put("small", options.small());
    all.put("large", options.large());
    all.put("operations", operations);
    Files.writeString(
        folder.resolve("database.json"),
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(all));
  }

  private static Map<String, Object> json(Measurement measurement) {
    var json = new LinkedHashMap<String, Object>();
    json.put("calls", measurement.nanos().size());
    json.put("p50Millis", measurement.millis(0.5));
    json.put("p99Millis", measurement.millis(0.99));
    json.put("maxMillis", measurement.millis(1));
    json.put("blocks", measurement.blocks());
    json.put("sequentialScans", measurement.sequentialScans());
    json.put("tables", measurement.statistics().tables());
    json.put("indexes", measurement.statistics().indexes());
    return json;
  }
}
