package io.chatframe.benchmark.database;

import io.chatframe.adapter.persistence.connection.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Measures operations: times, and what PostgreSQL counts meanwhile. */
final class Meter implements AutoCloseable {
  private static final int WARM_UP = 20;
  private static final int WARM_UP_APART = 2;

  private final List<Product> products;
  private final Connection statistics;

  /**
   * @param products all connections that work in the database
   */
  Meter(DatabaseAddress address, List<Product> products) throws SQLException {
    this.products = List.copyOf(products);
    this.statistics = BenchmarkServer.open(address);
  }

  Measurement measure(Operation operation, int times) throws SQLException {
    int count = Math.min(times, operation.times());
    try {
      return operation.apart() ? apart(operation, count) : together(operation, count);
    } finally {
      operation.after().run();
    }
  }

  private Measurement together(Operation operation, int times) throws SQLException {
    var calls =
        new ArrayList<>(IntStream.range(0, times + WARM_UP).mapToObj(operation.prepare()).toList());
    calls.subList(0, WARM_UP).forEach(Runnable::run);
    var before = read();
    var nanos = new ArrayList<Long>();
    for (int i = 0; i < times; i++) {
      nanos.add(time(calls.get(WARM_UP + i)));
    }
    return new Measurement(operation.name(), nanos, read().minus(before));
  }

  private Measurement apart(Operation operation, int times) throws SQLException {
    for (int i = 0; i < WARM_UP_APART; i++) {
      operation.prepare().apply(i).run();
    }
    var nanos = new ArrayList<Long>();
    var counted = Statistics.none();
    for (int i = 0; i < times; i++) {
      var call = operation.prepare().apply(WARM_UP_APART + i);
      var before = read();
      nanos.add(time(call));
      counted = read().minus(before).plus(counted);
    }
    return new Measurement(operation.name(), nanos, counted);
  }

  private static long time(Runnable call) {
    long began = System.nanoTime();
    call.run();
    return System.nanoTime() - began;
  }

  private Statistics read() throws SQLException {
    products.forEach(Product::publishStatistics);
    return Statistics.read(statistics);
  }

  @Override
  public void close() throws SQLException {
    statistics.close();
  }
}
