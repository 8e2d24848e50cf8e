package io.chatframe.benchmark.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chatframe.adapter.persistence.connection.DatabaseAddress;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the plans that auto_explain writes to PostgreSQL's log, by SQL: the server needs {@code
 * logging_collector = on} and {@code log_destination = jsonlog}, the connection a superuser.
 */
final class PlanLog implements AutoCloseable {
  private static final String MARK = "chatframe-benchmark-mark-";
  private static final int CHUNK = 8_000_000;
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Connection connection;
  private final JsonMapper json = JsonMapper.shared();
  private final String file;
  private long position;
  private int marks;

  PlanLog(DatabaseAddress address) throws SQLException {
    connection = BenchmarkServer.open(address);
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT f, (pg_stat_file(f)).size FROM pg_current_logfile('jsonlog') f")) {
      row.next();
      String current = row.getString(1);
      if (current == null) {
        throw new SQLException(
            "The server does not write a log as JSON: log_destination = jsonlog");
      }
      file = current;
      position = row.getLong(2);
    }
  }

  /** The plans that were logged since the last call. */
  List<Plan> read() throws SQLException {
    String mark = MARK + marks++;
    try (var statement = connection.createStatement()) {
      statement.execute("DO $$ BEGIN RAISE LOG '" + mark + "'; END $$");
    }
    var read = new ByteArrayOutputStream();
    long began = System.nanoTime();
    while (!read.toString(UTF_8).contains(mark)) {
      if (System.nanoTime() - began > LONGEST_WAIT_NANOS) {
        throw new SQLException("The server's log does not show what was logged");
      }
      chunk(read);
    }
    return plans(read.toString(UTF_8));
  }

  private void chunk(ByteArrayOutputStream read) throws SQLException {
    // The log is written by another process, which needs a moment.
    try (var query =
        connection.prepareStatement("SELECT pg_read_binary_file(?, ?, ?), pg_sleep(0.02)")) {
      query.setString(1, file);
      query.setLong(2, position);
      query.setLong(3, CHUNK);
      try (var row = query.executeQuery()) {
        row.next();
        byte[] bytes = row.getBytes(1);
        read.writeBytes(bytes);
        position += bytes.length;
      }
    }
  }

  private List<Plan> plans(String log) {
    var plans = new ArrayList<Plan>();
    log.lines()
        .filter(line -> line.contains("  plan:\\n"))
        .forEach(line ->
            Plan.parse(json.readTree(line).path("message").asString()).ifPresent(plans::add));
    return plans;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
