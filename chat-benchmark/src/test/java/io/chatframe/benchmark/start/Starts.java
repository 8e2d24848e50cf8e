package io.chatframe.benchmark.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Measures one start of a variant. */
final class Starts {
  private static final long IDLE_SECONDS = 2;

  /** A start beside which others used more of its CPUs says nothing. */
  private static final double MOST_OF_OTHERS = 0.15;

  private final Bench bench;

  Starts(Bench bench) {
    this.bench = bench;
  }

  /** Empty if others disturbed it. */
  Map<String, Double> measure(Variant variant) throws IOException, InterruptedException {
    long busy = busyMicros(variant);
    long known = knownMicros(variant);
    try (Running server = bench.start(variant, bench.application().command(variant))) {
      long nanos = server.awaitReady();
      long cpuMicros = server.process().family().cpuMicros();
      long others = busyMicros(variant) - busy - cpuMicros - (knownMicros(variant) - known);
      double share = others * 1e3 / nanos / variant.cpus();
      if (share > MOST_OF_OTHERS) {
        System.err.printf(
            "void after %.1f s: others used %.0f %% of the CPUs%n", nanos / 1e9, 100 * share);
        return Map.of();
      }
      TimeUnit.SECONDS.sleep(IDLE_SECONDS);
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("ready, s", nanos / 1e9);
      figures.put("CPU until then, s", cpuMicros / 1e6);
      figures.put(
          "resident when idle, MiB", (double) server.process().family().residentMebibytes());
      return figures;
    }
  }

  private static long busyMicros(Variant variant) throws IOException {
    return CpuTime.busyMicros(Files.readString(Path.of("/proc/stat")), variant.cpuList());
  }

  /** What PostgreSQL and this process have used of the CPUs; they do not run on the first one. */
  private long knownMicros(Variant variant) {
    long own = ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    return variant.cpus() == 1 ? 0 : bench.postgres().family().cpuMicros() + own / 1_000;
  }

  /** Makes the cache of a variant: a start whose end takes as long as the cache does. */
  void train(Variant variant) throws IOException, InterruptedException {
    try (Running server = bench.start(variant, bench.application().training(variant))) {
      server.awaitReady();
      server.stop();
    }
  }
}
