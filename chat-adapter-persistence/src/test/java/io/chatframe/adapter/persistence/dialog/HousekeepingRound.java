package io.chatframe.adapter.persistence.dialog;

/** Does at once what housekeeping does by and by. */
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
