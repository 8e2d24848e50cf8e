package io.chatframe.benchmark;

import io.chatframe.benchmark.load.Recorder;
import io.chatframe.benchmark.server.Contestant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether a window counts.
 *
 * @param faults what the contestant did wrong: lost, doubled or reordered tokens, failed requests
 * @param disturbances why the figures are not those of the contestant
 * @param notes what a reader must know of a window that counts
 */
record Verdict(List<String> faults, List<String> disturbances, List<String> notes) {
  /** Above this the clients measure themselves. */
  private static final double MOST_CLIENT_LOAD = 70;

  /** Above this the provider and the clients are late on their own. */
  private static final double MOST_DIRECT_MILLIS = 1;

  /** Above this something else on the machine competes with the contestant. */
  private static final double MOST_STRANGERS = 10;

  Verdict {
    faults = List.copyOf(faults);
    disturbances = List.copyOf(disturbances);
    notes = List.copyOf(notes);
  }

  static Verdict of(
      Contestant contestant, Scenario scenario, Recorder recorder, Usage before, Usage after) {
    List<String> disturbances = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    boolean direct = contestant.family().isEmpty();
    double load = after.clientCpuSince(before);
    if (load > MOST_CLIENT_LOAD) {
      String what = say("CPU 1 was busy for %.0f %%", load);
      if (scenario.isPaced()) {
        disturbances.add(what);
      } else if (!direct) {
        notes.add(what + ": rates are lower bounds, latencies upper ones");
      }
    }
    double late = recorder.addedMillis(99);
    if (direct && scenario.isPaced() && late > MOST_DIRECT_MILLIS) {
      disturbances.add(say("without any server the p99 was %.1f ms", late));
    }
    double strangers = after.strangersSince(before);
    if (!direct && strangers > MOST_STRANGERS) {
      notes.add(say("other processes used %.0f %% of CPU 0", strangers));
    }
    boolean silent = recorder.tokens() == 0 && scenario.shape().pieces() > 0;
    List<String> faults = silent ? List.of("no token arrived in the window") : List.of();
    return new Verdict(faults, disturbances, notes);
  }

  /** The same with what else went wrong, and how often. */
  Verdict with(Map<String, Integer> counted) {
    List<String> all = new ArrayList<>(faults);
    counted.forEach((what, times) -> all.add("%s: %d×".formatted(what, times)));
    return new Verdict(all, disturbances, notes);
  }

  /** The same of a round whose direct window is void. */
  Verdict disturbedBy(Verdict direct) {
    List<String> all = new ArrayList<>(disturbances);
    direct.disturbances.forEach(each -> all.add("direct is void: " + each));
    direct.faults.forEach(each -> all.add("direct is void: " + each));
    return new Verdict(faults, all, notes);
  }

  boolean isVoid() {
    return !faults.isEmpty() || !disturbances.isEmpty();
  }

  private static String say(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }
}
