package io.chatframe.benchmark.start;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Measures one start of a variant. */
final class Starts {
  private static final long IDLE_SECONDS = 2;

  private final Bench bench;

  Starts(Bench bench) {
    this.bench = bench;
  }

  Map<String, Double> measure(Variant variant) throws IOException, InterruptedException {
    try (Running server = bench.start(variant, bench.application().command(variant))) {
      long nanos = server.awaitReady();
      long cpuMicros = server.process().family().cpuMicros();
      TimeUnit.SECONDS.sleep(IDLE_SECONDS);
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("ready, s", nanos / 1e9);
      figures.put("CPU until then, s", cpuMicros / 1e6);
      figures.put(
          "resident when idle, MiB", (double) server.process().family().residentMebibytes());
      return figures;
    }
  }

  /** Makes the cache of a variant: a start whose end takes as long as the cache does. */
  void train(Variant variant) throws IOException, InterruptedException {
    try (Running server = bench.start(variant, bench.application().training(variant))) {
      server.awaitReady();
      server.stop();
    }
  }
}
