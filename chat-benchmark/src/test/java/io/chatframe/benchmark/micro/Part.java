package io.chatframe.benchmark.micro;

import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What one part of a token's way takes.
 *
 * @param name the measured class and method
 * @param nanos for one token
 * @param error half of the interval in which the mean of {@code nanos} is with 99.9 %; NaN if there
 *     are too few windows to tell
 * @param bytes allocated for one token
 */
record Part(String name, double nanos, double error, double bytes) {
  private static final String SUFFIX = "Micro";

  static Part of(RunResult result) {
    Result<?> time = result.getPrimaryResult();
    Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return new Part(
        name(result.getParams().getBenchmark()),
        time.getScore(),
        time.getScoreError(),
        // The profiler leaves it out if nothing was allocated.
        allocated == null ? 0 : allocated.getScore());
  }

  /** {@code io.chatframe.x.EventBytesMicro.event} becomes {@code EventBytes.event}. */
  static String name(String benchmark) {
    String method = benchmark.substring(benchmark.lastIndexOf('.'));
    String type = benchmark.substring(0, benchmark.length() - method.length());
    String simple = type.substring(type.lastIndexOf('.') + 1);
    return (simple.endsWith(SUFFIX)
            ? simple.substring(0, simple.length() - SUFFIX.length())
            : simple)
        + method;
  }

  static String table(List<Part> parts) {
    StringBuilder table = new StringBuilder("| part | ns | ± | bytes |\n|---|---|---|---|\n");
    parts.forEach(part -> table.append(part.row()));
    return table.toString();
  }

  private String row() {
    return "| %s | %s | %s | %s |\n"
        .formatted(name, number(nanos), Double.isNaN(error) ? "–" : number(error), number(bytes));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%,.0f", value);
  }
}
