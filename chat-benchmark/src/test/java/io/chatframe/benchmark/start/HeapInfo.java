package io.chatframe.benchmark.start;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code jcmd GC.heap_info} says of any collector's heap. */
final class HeapInfo {
  /** The lines that sum up a heap or, of Serial, a generation; what is below them is part of it. */
  private static final Pattern USED =
      Pattern.compile(
          "(?m)^ *(?:DefNew|Tenured|garbage-first heap|ZHeap) [^\\[\\n]*?used (\\d+)([KMG])");

  private HeapInfo() {}

  /** The used part of the heap in KiB. */
  static long usedKibibytes(String info) {
    Matcher matcher = USED.matcher(info);
    long sum = 0;
    boolean found = false;
    while (matcher.find()) {
      found = true;
      sum += Long.parseLong(matcher.group(1)) * kibibytes(matcher.group(2));
    }
    if (!found) {
      throw new IllegalArgumentException("not a heap's state: " + info);
    }
    return sum;
  }

  private static long kibibytes(String unit) {
    return switch (unit) {
      case "K" -> 1;
      case "M" -> 1_024;
      case "G" -> 1_024 * 1_024;
      default -> throw new IllegalArgumentException(unit);
    };
  }
}
