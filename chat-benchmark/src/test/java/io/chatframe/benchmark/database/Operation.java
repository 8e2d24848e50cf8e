package io.chatframe.benchmark.database;

import java.util.function.IntFunction;

/**
 * A call of the product that is measured.
 *
 * @param times how often it is called at most
 * @param apart whether each call must follow its own preparation, not those of all calls
 * @param prepare prepares the call with a number, and returns it
 * @param after brings the data to a rest
 */
record Operation(
    String name, int times, boolean apart, IntFunction<Runnable> prepare, Runnable after) {
  static Operation of(String name, IntFunction<Runnable> prepare) {
    return of(name, prepare, () -> {});
  }

  static Operation of(String name, IntFunction<Runnable> prepare, Runnable after) {
    return new Operation(name, Integer.MAX_VALUE, false, prepare, after);
  }

  static Operation apart(String name, int times, IntFunction<Runnable> prepare) {
    return new Operation(name, times, true, prepare, () -> {});
  }

  static Operation apart(String name, int times, IntFunction<Runnable> prepare, Runnable after) {
    return new Operation(name, times, true, prepare, after);
  }

  /** The name in a form that suits a file. */
  String fileName() {
    return name.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }
}
