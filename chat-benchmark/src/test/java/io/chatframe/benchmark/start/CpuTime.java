package io.chatframe.benchmark.start;

import java.util.Arrays;
import java.util.List;

/** Reads how long CPUs were busy, whoever used them, from {@code /proc/stat}. */
final class CpuTime {
  /** The kernel counts in hundredths of a second on all common systems. */
  private static final long MICROS_PER_TICK = 10_000;

  // The fields behind the CPU's name; guest times, the last two, are part of the first two.
  private static final int IDLE = 4;
  private static final int WAITING = 5;
  private static final int STOLEN = 8;

  private CpuTime() {}

  /**
   * The time since the machine was started, in microseconds. What a hypervisor took away counts as
   * busy.
   *
   * @param cpus the numbers of the CPUs, as {@code 0,1}
   */
  static long busyMicros(String stat, String cpus) {
    List<String> names = Arrays.stream(cpus.split(",", -1)).map(cpu -> "cpu" + cpu + " ").toList();
    return stat.lines()
            .filter(line -> names.stream().anyMatch(line::startsWith))
            .mapToLong(CpuTime::busyTicks)
            .sum()
        * MICROS_PER_TICK;
  }

  private static long busyTicks(String line) {
    String[] fields = line.split(" +", -1);
    long ticks = 0;
    for (int i = 1; i <= STOLEN; i++) {
      if (i != IDLE && i != WAITING) {
        ticks += Long.parseLong(fields[i]);
      }
    }
    return ticks;
  }
}
