package io.chatframe.benchmark.database;

import io.chatframe.benchmark.database.filling.SplitMix;
import java.util.UUID;

/**
 * A dialog of a data set, determined by its number alone. Its length does not depend on the data
 * set's size: most are short, one of two thousand has thousands of messages.
 *
 * @param branched whether some replies were regenerated and some questions edited
 */
record GeneratedDialog(int number, int visitor, int turns, boolean branched, boolean generating) {
  /** Turns of the longest dialogs. */
  static final int LONGEST = 1_500;

  /** Visitors whose dialogs are measured; the housekeeping makes their search blocks. */
  static final int MEASURED_VISITORS = 400;

  /** Dialogs with a generating reply, in each data set. */
  static final int GENERATING = 200;

  private static final int DIALOGS_EACH = 8;
  private static final int DIALOGS_OF_A_HEAVY_ONE = 200;
  private static final int LONG_ONE_IN = 2_000;

  /** Determines the dialog with a number, in a data set of this size. */
  static GeneratedDialog of(int number, Options.Size size) {
    long random = SplitMix.mix(number);
    int visitors = Math.max(size.dialogs() / DIALOGS_EACH, MEASURED_VISITORS + GENERATING);
    boolean heavy = SplitMix.unit(random, 1) < 0.1;
    int heavyOnes = Math.max(size.dialogs() / 10 / DIALOGS_OF_A_HEAVY_ONE, 1);
    int visitor =
        heavy
            ? visitors + (int) Math.floorMod(SplitMix.mix(random + 2), (long) heavyOnes)
            : number % visitors;
    boolean generating =
        !heavy && number >= MEASURED_VISITORS && number < MEASURED_VISITORS + GENERATING;
    int turns =
        number % LONG_ONE_IN == 7
            ? LONGEST
            : Math.max(1, turns(random) * size.messages() / size.dialogs() / 10);
    return new GeneratedDialog(number, visitor, turns, SplitMix.unit(random, 3) < 0.3, generating);
  }

  private static int turns(long random) {
    double kind = SplitMix.unit(random, 4);
    double within = SplitMix.unit(random, 5);
    if (kind < 0.6) {
      return 1 + (int) (within * 3);
    }
    if (kind < 0.9) {
      return 3 + (int) (within * 5);
    }
    if (kind < 0.99) {
      return 8 + (int) (within * 13);
    }
    return 25 + (int) (within * 50);
  }

  /** Whether its messages are searched by blocks that the product made. */
  boolean measured() {
    return visitor < MEASURED_VISITORS;
  }

  UUID id() {
    return id("dialog", number, 0);
  }

  UUID visitorId() {
    return id("visitor", visitor, 0);
  }

  UUID message(int seq) {
    return id("message", number, seq);
  }

  boolean regenerated(int turn) {
    return branched && turn % 5 == 2;
  }

  boolean edited(int turn) {
    return branched && turn % 7 == 3;
  }

  /** A random number of this dialog. */
  long random(int salt) {
    return SplitMix.mix(SplitMix.mix(number) + salt);
  }

  static UUID id(String kind, int number, int part) {
    long high = SplitMix.mix(number * 31L + kind.hashCode());
    long low = SplitMix.mix(high + part);
    return new UUID(
        (SplitMix.mix(low + 1) & ~0xF000L) | 0x4000L,
        (SplitMix.mix(low + 2) & 0x3FFFFFFFFFFFFFFFL) | Long.MIN_VALUE);
  }
}
