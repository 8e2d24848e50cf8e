package io.chatframe.benchmark.database.filling;

/** Pseudo-random numbers that are determined by their arguments alone. */
public final class SplitMix {
  private SplitMix() {}

  /** The finalizer of SplitMix64. */
  public static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A number from 0 to 1. */
  public static double unit(long random, int salt) {
    return (mix(random + salt) >>> 11) * 0x1.0p-53;
  }
}
