package io.chatframe.benchmark;

import io.chatframe.benchmark.server.Contestant;
import io.chatframe.benchmark.server.Family;
import io.chatframe.benchmark.server.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The CPU time used up to a moment.
 *
 * @param nanos the moment
 * @param server the contestant's processes, in microseconds
 * @param database PostgreSQL's processes, in microseconds
 * @param serverCpu CPU 0, whoever used it
 * @param clientCpu CPU 1, whoever used it
 */
record Usage(long nanos, long server, long database, Ticks serverCpu, Ticks clientCpu) {
  /** A CPU's ticks, those in which it was busy and all. */
  record Ticks(long busy, long all) {
    /** Reads a CPU's line of {@code /proc/stat}. */
    static Ticks of(String stat, String cpu) {
      String line =
          stat.lines()
              .filter(each -> each.startsWith(cpu + " "))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("There is no " + cpu + "."));
      String[] fields = line.split(" +", -1);
      long all = 0;
      // guest and guest_nice, the last two, are counted in user and nice already.
      for (int i = 1; i <= 8; i++) {
        all += Long.parseLong(fields[i]);
      }
      long idle = Long.parseLong(fields[4]) + Long.parseLong(fields[5]);
      return new Ticks(all - idle, all);
    }

    double percentSince(Ticks before) {
      return 100.0 * (busy - before.busy) / Math.max(1, all - before.all);
    }
  }

  static Usage now(Contestant contestant, Postgres database) {
    String stat;
    try {
      stat = Files.readString(Path.of("/proc/stat"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Usage(
        System.nanoTime(),
        contestant.family().map(Family::cpuMicros).orElse(0L),
        contestant.stores() ? database.family().cpuMicros() : 0,
        Ticks.of(stat, "cpu0"),
        Ticks.of(stat, "cpu1"));
  }

  double secondsSince(Usage before) {
    return (nanos - before.nanos) / 1e9;
  }

  double serverMicrosSince(Usage before) {
    return server - before.server;
  }

  double databaseMicrosSince(Usage before) {
    return database - before.database;
  }

  double serverCpuSince(Usage before) {
    return serverCpu.percentSince(before.serverCpu);
  }

  double clientCpuSince(Usage before) {
    return clientCpu.percentSince(before.clientCpu);
  }

  /** How much of CPU 0 others than the contestant have used, in per cent. */
  double strangersSince(Usage before) {
    double own = serverMicrosSince(before) / 1e4 / secondsSince(before);
    return serverCpuSince(before) - own;
  }
}
