package io.chatframe.adapter.persistence.dialog;

/** Runs one round of housekeeping at once. */
public final class HousekeepingRound {
  private HousekeepingRound() {}

  public static void of(Housekeeping housekeeping) {
    try {
      housekeeping.round();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
