package io.chatframe.benchmark.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Executes operations with their plans logged, and keeps each plan once. */
final class Plans {
  /** Often enough that PostgreSQL decides between a custom and a generic plan. */
  private static final int TIMES = 14;

  private static final int TIMES_APART = 3;

  private final PlanLog log;
  private final Path folder;

  Plans(PlanLog log, Path folder) throws IOException {
    this.log = log;
    this.folder = Files.createDirectories(folder);
  }

  /** Executes an operation a few times; returns what is wrong with its plans. */
  List<String> keep(Operation operation) throws SQLException, IOException {
    var calls = new ArrayList<Runnable>();
    int times = Math.min(operation.times(), operation.apart() ? TIMES_APART : TIMES);
    var plans = new ArrayList<Plan>();
    var _ = log.read();
    for (int i = 0; i < times; i++) {
      if (operation.apart()) {
        var call = operation.prepare().apply(i);
        var _ = log.read();
        call.run();
        plans.addAll(log.read());
      } else {
        calls.add(operation.prepare().apply(i));
      }
    }
    if (!calls.isEmpty()) {
      var _ = log.read();
      calls.forEach(Runnable::run);
      plans.addAll(log.read());
    }
    operation.after().run();
    write(operation, plans);
    return findings(operation, plans);
  }

  private void write(Operation operation, List<Plan> plans) throws IOException {
    var kinds = new LinkedHashMap<String, List<Plan>>();
    plans.forEach(plan -> kinds.computeIfAbsent(plan.shape(), _ -> new ArrayList<>()).add(plan));
    var text = new StringBuilder();
    for (Map.Entry<String, List<Plan>> kind : kinds.entrySet()) {
      text.append("-- executed ").append(kind.getValue().size()).append(" times\n");
      text.append(kind.getValue().getLast().text()).append("\n\n");
    }
    Files.writeString(folder.resolve(operation.fileName() + ".txt"), text);
  }

  private static List<String> findings(Operation operation, List<Plan> plans) {
    var findings = new TreeSet<String>();
    for (Plan plan : plans) {
      plan.scanned()
          .forEach(table ->
              findings.add(
                  "“%s” has a plan with a sequential scan of %s"
                      .formatted(operation.name(), table)));
      if (!plan.wasted().isEmpty()) {
        findings.add("“%s” reads thousands of rows to leave them out".formatted(operation.name()));
      }
    }
    return List.copyOf(findings);
  }
}
