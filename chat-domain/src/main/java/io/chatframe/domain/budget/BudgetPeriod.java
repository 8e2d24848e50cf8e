package io.chatframe.domain.budget;

/** How long a budget lasts: a calendar day or month in the server's time zone. */
public enum BudgetPeriod {
  DAY,
  MONTH
}
