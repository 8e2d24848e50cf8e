package io.chatframe.faults.process;

import java.time.Duration;
import java.util.Random;

/**
 * The extent of the suite: the short form in every build, the long one if {@code faults.cycles} is
 * set, on an idle machine.
 *
 * @param cycles the number of kills in the long form; 0 in the short one
 * @param seed the seed of all random choices
 */
public record SuiteForm(int cycles, long seed) {
  public static SuiteForm fromSystemProperties() {
    int cycles = Integer.getInteger("faults.cycles", 0);
    long seed = Long.getLong("faults.seed", System.nanoTime() & 0xffff_ffffL);
    return new SuiteForm(cycles, seed);
  }

  boolean isLong() {
    return cycles > 0;
  }

  public int choose(int inShort, int inLong) {
    return isLong() ? inLong : inShort;
  }

  public Duration choose(Duration inShort, Duration inLong) {
    return isLong() ? inLong : inShort;
  }

  /**
   * The limit to assert for a time promised on an idle machine: exact in the long form, generous in
   * the short one.
   */
  public Duration promised(Duration promise) {
    return isLong() ? promise : promise.multipliedBy(2).plusSeconds(2);
  }

  public Random random(String scenario) {
    return new Random(seed ^ scenario.hashCode());
  }
}
