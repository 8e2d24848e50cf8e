package io.chatframe.benchmark.database;

import io.chatframe.adapter.persistence.connection.DatabaseAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Measures every operation of the product's repositories in a small and a large data set. Fails if
 * one reads a growing table sequentially, or reads more blocks only because the data set is larger.
 */
public final class DatabaseBenchmark {
  private static final PrintStream OUT = System.out;

  /** Kept from the garbage collector, which would forget its level. */
  private static final Logger MIGRATIONS = Logger.getLogger("liquibase");

  private DatabaseBenchmark() {}

  public static void main(String... arguments) throws SQLException, IOException {
    if (List.of(arguments).contains("--help")) {
      OUT.print(Options.HELP);
      return;
    }
    MIGRATIONS.setLevel(Level.WARNING);
    var options = Options.parse(arguments);
    var report = new Report(options);
    try (var server = BenchmarkServer.of(options)) {
      run(server, options, report);
    }
    if (options.fillOnly()) {
      return;
    }
    report.write(options.target());
    OUT.print(report.markdown());
    report.findings().forEach(OUT::println);
    System.exit(report.findings().isEmpty() ? 0 : 1);
  }

  private static void run(BenchmarkServer server, Options options, Report report)
      throws SQLException, IOException {
    var smaller = prepared(server, options.small());
    var address = prepared(server, options.large());
    if (options.fillOnly()) {
      return;
    }
    var small = measure(smaller, options.times());
    var large = measure(address, options.times());
    var plans = plans(address, options);
    for (int i = 0; i < large.size(); i++) {
      var findings = new ArrayList<>(Judge.findings(small.get(i), large.get(i)));
      findings.addAll(plans.get(i));
      report.add(small.get(i), large.get(i), findings);
    }
  }

  private static DatabaseAddress prepared(BenchmarkServer server, Options.Size size)
      throws SQLException, IOException {
    say("Filling " + size);
    var address = DataSet.of(server, size);
    try (var product = Product.on(address);
        var connection = BenchmarkServer.open(address);
        var statement = connection.createStatement()) {
      say("Making the search blocks of the measured visitors");
      product.keepHouse();
      statement.execute("VACUUM (ANALYZE)");
      statement.execute("CHECKPOINT");
    }
    return address;
  }

  private static List<Measurement> measure(DatabaseAddress address, int times) throws SQLException {
    say("Measuring " + address.place());
    var measured = new ArrayList<Measurement>();
    try (var plain = Product.on(address);
        var observed = Product.on(address);
        var meter = new Meter(address, List.of(plain, observed))) {
      for (var operation : operations(address, plain, observed)) {
        measured.add(meter.measure(operation, times));
      }
    }
    return measured;
  }

  private static List<List<String>> plans(DatabaseAddress address, Options options)
      throws SQLException, IOException {
    say("Keeping the plans");
    var findings = new ArrayList<List<String>>();
    try (var plain = Product.on(address);
        var observed = Product.on(BenchmarkServer.explained(address));
        var log = new PlanLog(address)) {
      var plans = new Plans(log, options.target().resolve("plans"));
      for (var operation : operations(address, plain, observed)) {
        findings.add(plans.keep(operation));
      }
    }
    return findings;
  }

  private static List<Operation> operations(
      DatabaseAddress address, Product plain, Product observed) throws SQLException {
    try (var connection = BenchmarkServer.open(address)) {
      var targets = Targets.of(connection);
      return Stream.of(
              new ReplyOperations(plain, observed, targets).all(),
              new NodeOperations(plain, observed, targets).all(),
              new DialogOperations(plain, observed, targets).all())
          .flatMap(List::stream)
          .toList();
    }
  }

  private static void say(String what) {
    System.err.println(what);
  }
}
