package io.chatframe.benchmark.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A process and all its children, and what they use of the machine, as proc(5) counts it. */
public final class Family {
  /** The kernel counts in hundredths of a second on all common systems. */
  private static final long MICROS_PER_TICK = 10_000;

  private static final long PAGES_PER_MEBIBYTE = 256;

  // Of the fields behind the command's name: the first of them is the state, field 3 of proc(5).
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int USER_OF_CHILDREN = 13;
  private static final int SYSTEM_OF_CHILDREN = 14;
  private static final int PAGES = 21;

  private final ProcessHandle first;

  Family(ProcessHandle first) {
    this.first = first;
  }

  /** The CPU time used so far in microseconds, that of children that have ended included. */
  public long cpuMicros() {
    return sum(USER, SYSTEM, USER_OF_CHILDREN, SYSTEM_OF_CHILDREN) * MICROS_PER_TICK;
  }

  /** The resident memory; shared pages count in each process. */
  public long residentMebibytes() {
    return sum(PAGES) / PAGES_PER_MEBIBYTE;
  }

  /** All processes, the first one first. */
  Stream<ProcessHandle> processes() {
    return Stream.concat(Stream.of(first), first.descendants());
  }

  private long sum(int... fields) {
    return processes().mapToLong(process -> sum(process, fields)).sum();
  }

  private static long sum(ProcessHandle process, int... fields) {
    try {
      return sum(Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat")), fields);
    } catch (IOException _) {
      // It has ended meanwhile; its parent counts it.
      return 0;
    }
  }

  static long sum(String stat, int... fields) {
    String[] all = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long sum = 0;
    for (int field : fields) {
      sum += Long.parseLong(all[field]);
    }
    return sum;
  }
}
