package io.chatframe.benchmark.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares a case with the goals: 95 of 100 deltas cost the main thread at most 4 ms, however long
 * the text is by then, and nothing that was there moves up or down. (A column of a table becomes
 * wider with its words, which moves others sideways.) Half as much again is allowed, because
 * machines differ and others use them too.
 */
final class PageJudge {
  static final double MOST_MILLIS = 4;
  static final double ALLOWED = 1.5;

  /** A trace that has less of the main thread's work has lost some of it. */
  private static final double LEAST_TRACED = 0.9;

  private PageJudge() {}

  static List<String> findings(PageMeasurement measured) {
    List<String> findings = new ArrayList<>(measured.faults());
    double upper = measured.wall().quantile(0.95);
    if (!(upper <= MOST_MILLIS * ALLOWED)) {
      findings.add(say("95 of 100 deltas cost up to %.1f ms", upper));
    }
    double growth = measured.wall().growth();
    if (!(growth <= ALLOWED)) {
      findings.add(say("the last quarter cost %.1f times what the first did", growth));
    }
    int moved = measured.shifts().stream().filter(Trace.Shift::isVertical).toList().size();
    if (moved > 0) {
      findings.add(say("what was there moved up or down, %.0f times", moved));
    }
    if (measured.traced() < LEAST_TRACED) {
      findings.add(say("the trace has only %.0f %% of the work", measured.traced() * 100));
    }
    return findings.stream().map(finding -> measured.kind().title() + ": " + finding).toList();
  }

  private static String say(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }
}
