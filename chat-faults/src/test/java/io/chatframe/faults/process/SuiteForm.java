package io.chatframe.faults.process;

import java.time.Duration;
import java.util.Random;

/**
 * How much of the suite is played: the short form with every build, the long one where {@code
 * faults.cycles} is set, on an idle machine.
 *
 * @param cycles kills of a node in the long form; 0 in the short one
 * @param seed of all that is left to chance
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
   * The bound of a promise that is made for an idle machine: kept to the letter in the long form,
   * with room for a busy machine in the short one.
   */
  public Duration promised(Duration promise) {
    return isLong() ? promise : promise.multipliedBy(2).plusSeconds(2);
  }

  public Random random(String scenario) {
    return new Random(seed ^ scenario.hashCode());
  }
}
