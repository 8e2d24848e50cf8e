package io.chatframe.adapter.persistence.row;

import io.chatframe.domain.budget.BudgetAccount;
import io.chatframe.domain.budget.BudgetPeriod;
import io.chatframe.domain.budget.BudgetScope;
import io.chatframe.domain.budget.Spending;
import io.chatframe.domain.budget.SpentBudget;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What the database's functions are told about budgets, and what they tell. */
public final class SpendingParameters {
  private SpendingParameters() {}

  /** The accounts of {@code reserve_budget}, in its order. */
  public static final String ACCOUNTS =
      ":currency, :keys::text[], :limits::bigint[], :monthly::boolean[], :zone";

  /** The parameters of {@link #ACCOUNTS}. */
  public static Map<String, Object> accounts(Spending spending) {
    var parameters = new HashMap<String, Object>();
    parameters.put("currency", spending.currency());
    parameters.put("keys", ArrayParameter.of("text", spending.accounts(), SpendingParameters::key));
    parameters.put("limits", ArrayParameter.of("int8", spending.accounts(), BudgetAccount::limit));
    parameters.put(
        "monthly",
        ArrayParameter.of(
            "bool",
            spending.accounts(),
            account -> account.scope().period() == BudgetPeriod.MONTH));
    parameters.put("zone", zone(spending.zone()));
    return parameters;
  }

  /** A zone's name as PostgreSQL understands it, which counts offsets towards the west. */
  public static String zone(ZoneId zone) {
    if (!(zone.normalized() instanceof ZoneOffset offset)) {
      return zone.getId();
    }
    int west = -offset.getTotalSeconds();
    return offset.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + ZoneOffset.ofTotalSeconds(west);
  }

  private static String key(BudgetAccount account) {
    return account.subject().isEmpty()
        ? account.scope().wireName()
        : account.scope().wireName() + " " + account.subject();
  }

  /** The account of a key. */
  public static BudgetAccount account(String key, long limit) {
    String[] parts = key.split(" ", 2);
    return new BudgetAccount(scope(parts[0]), parts.length == 1 ? "" : parts[1], limit);
  }

  private static BudgetScope scope(String wireName) {
    return Arrays.stream(BudgetScope.values())
        .filter(scope -> scope.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(wireName));
  }

  /** Reads the account that has too little left. */
  public static SpentBudget spent(Spending spending, ResultSet row) throws SQLException {
    return new SpentBudget(
        spending.accounts().get(row.getInt("spent_at") - 1),
        Duration.ofMillis(row.getLong("retry_ms")),
        row.getBoolean("passing"));
  }
}
