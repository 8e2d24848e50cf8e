package io.chatframe.benchmark;

import java.util.List;
import java.util.Map;

/** What was measured of one contestant under one load in one round. */
record Window(
    String contestant, String scenario, int round, Map<Figure, Double> figures, Verdict verdict) {

  Window {
    figures = Map.copyOf(figures);
  }

  /** The figure, or NaN. */
  double figure(Figure figure) {
    return figures.getOrDefault(figure, Double.NaN);
  }

  /** The same window, void only if the contestant itself did something wrong. */
  Window undisturbed() {
    Verdict undisturbed = new Verdict(verdict.faults(), List.of(), verdict.notes());
    return new Window(contestant, scenario, round, figures, undisturbed);
  }

  Window disturbedBy(Window direct) {
    return new Window(contestant, scenario, round, figures, verdict.disturbedBy(direct.verdict));
  }
}
