package io.chatframe.domain.budget;

import java.util.Locale;

/** What a budget is for. In the order in which accounts are changed. */
public enum BudgetScope {
  VISITOR_DAY(BudgetPeriod.DAY),
  ASSISTANT_DAY(BudgetPeriod.DAY),
  ASSISTANT_MONTH(BudgetPeriod.MONTH),
  SERVER_MONTH(BudgetPeriod.MONTH);

  private final BudgetPeriod period;

  BudgetScope(BudgetPeriod period) {
    this.period = period;
  }

  public BudgetPeriod period() {
    return period;
  }

  /** The lower-case, hyphenated name used on the wire and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
