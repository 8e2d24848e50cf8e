package io.chatframe.benchmark;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The windows of all rounds.
 *
 * @param leftOut contestants that could not be started, and why
 */
record Results(List<Window> windows, Map<String, String> leftOut) {
  Results {
    windows = List.copyOf(windows);
    leftOut = new TreeMap<>(leftOut);
  }

  Stream<Window> of(String contestant, String scenario) {
    return windows.stream()
        .filter(window -> window.scenario().equals(scenario))
        .filter(window -> window.contestant().equals(contestant));
  }

  /** The contestants that were measured under a load, in order. */
  List<String> contestants(String scenario) {
    return windows.stream()
        .filter(window -> window.scenario().equals(scenario))
        .map(Window::contestant)
        .distinct()
        .toList();
  }

  /** The loads, in order. */
  List<Scenario> scenarios() {
    return windows.stream().map(Window::scenario).distinct().map(Scenario::of).toList();
  }

  /** The values of a figure in the windows that count, the lowest first. */
  double[] values(String contestant, String scenario, Figure figure) {
    return of(contestant, scenario)
        .filter(window -> !window.verdict().isVoid())
        .mapToDouble(window -> window.figure(figure))
        .filter(Double::isFinite)
        .sorted()
        .toArray();
  }

  /** The median of them; NaN if there are none. */
  double median(String contestant, String scenario, Figure figure) {
    double[] values = values(contestant, scenario, figure);
    int middle = values.length / 2;
    if (values.length == 0) {
      return Double.NaN;
    }
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  /** How many times a figure of one contestant is that of another; NaN if either is missing. */
  double ratio(String contestant, String rival, String scenario, Figure figure) {
    return median(contestant, scenario, figure) / median(rival, scenario, figure);
  }
}
