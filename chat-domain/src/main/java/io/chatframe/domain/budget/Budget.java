package io.chatframe.domain.budget;

import io.chatframe.domain.usage.Money;

/**
 * The most that may be spent in a period.
 *
 * @param limit above zero
 */
public record Budget(BudgetScope scope, Money limit) {
  public Budget {
    if (limit.micros() <= 0) {
      throw new IllegalArgumentException("A budget is above zero");
    }
  }
}
