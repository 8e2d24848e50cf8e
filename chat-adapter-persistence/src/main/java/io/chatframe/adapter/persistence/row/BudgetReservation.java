package io.chatframe.adapter.persistence.row;

import io.chatframe.domain.ReplyId;
import io.chatframe.domain.budget.Spending;
import io.chatframe.domain.budget.SpentBudget;
import java.sql.ResultSet;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reserves what an attempt may cost, by one call of {@code reserve_budget}. */
public final class BudgetReservation {
  private BudgetReservation() {}

  /** Reserves the amount for a dialog of so many octets; empty if that is done. */
  public static Optional<SpentBudget> reserve(
      JdbcClient jdbc, ReplyId reply, int attempt, Spending spending, long octets) {
    return jdbc.sql(
            "SELECT spent_at, retry_ms, passing FROM reserve_budget(:reply, :attempt, :amount, "
                + SpendingParameters.ACCOUNTS
                + ")")
        .param("reply", reply.value())
        .param("attempt", attempt)
        .param("amount", spending.amount(octets))
        .params(SpendingParameters.accounts(spending))
        .query((ResultSet row) -> {
          row.next();
          return row.getObject("spent_at") == null
              ? Optional.<SpentBudget>empty()
              : Optional.of(SpendingParameters.spent(spending, row));
        });
  }
}
