package io.chatframe.adapter.persistence.limit;

import io.chatframe.adapter.persistence.connection.Database;
import io.chatframe.adapter.persistence.row.BudgetReservation;
import io.chatframe.adapter.persistence.row.SpendingParameters;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.budget.BudgetAccount;
import io.chatframe.domain.budget.BudgetState;
import io.chatframe.domain.budget.Spending;
import io.chatframe.domain.budget.SpentBudget;
import io.chatframe.domain.port.limit.BudgetRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Budgets in PostgreSQL, on whose clock days and months begin. */
public final class JdbcBudgetRepository implements BudgetRepository {
  private static final int FORGOTTEN_AT_ONCE = 100;

  private final Database database;

  public JdbcBudgetRepository(Database database) {
    this.database = database;
  }

  @Override
  public Optional<SpentBudget> reserve(ReplyId reply, int attempt, Spending spending, long octets) {
    return database.statement(
        jdbc -> BudgetReservation.reserve(jdbc, reply, attempt, spending, octets));
  }

  @Override
  public List<BudgetAccount> settle(ReplyId reply, int attempt, OptionalLong cost) {
    return database.statement(jdbc -> settle(jdbc, reply.value(), attempt, cost));
  }

  private static List<BudgetAccount> settle(
      JdbcClient jdbc, UUID reply, int attempt, OptionalLong cost) {
    return jdbc.sql(
            "SELECT key, spending_limit FROM settle_budget(:reply, :attempt, :cost::bigint)")
        .param("reply", reply)
        .param("attempt", attempt)
        .param("cost", cost.isPresent() ? cost.getAsLong() : null)
        .query((row, _) ->
            SpendingParameters.account(row.getString("key"), row.getLong("spending_limit")))
        .list();
  }

  private record Forgotten(UUID reply, int attempt) {}

  /** Each in its own statement, so that none holds an account while it waits for another. */
  @Override
  public List<BudgetAccount> settleForgotten() {
    List<Forgotten> forgotten =
        database.statement(jdbc ->
            jdbc.sql(
                    """
                    SELECT b.reply, b.attempt FROM budget_reservation b
                    WHERE b.at < now() - interval '1 minute'
                      AND CASE WHEN b.attempt = 0 THEN b.at < now() - interval '3 minutes'
                        ELSE NOT EXISTS (
                          SELECT FROM reply r WHERE r.id = b.reply
                            AND r.status = 'generating' AND r.attempt = b.attempt) END
                    ORDER BY b.at LIMIT :limit
                    """)
                .param("limit", FORGOTTEN_AT_ONCE)
                .query((row, _) ->
                    new Forgotten(row.getObject("reply", UUID.class), row.getInt("attempt")))
                .list());
    var passed = new ArrayList<BudgetAccount>();
    for (Forgotten each : forgotten) {
      passed.addAll(
          database.statement(
              jdbc -> settle(jdbc, each.reply(), each.attempt(), OptionalLong.empty())));
    }
    return passed;
  }

  @Override
  public List<BudgetState> states(ZoneId zone) {
    return database.statement(jdbc ->
        jdbc.sql(
                """
                SELECT key, currency, period, spent, reserved FROM budget_account,
                  LATERAL (SELECT (now() AT TIME ZONE :zone)::date AS today) t
                WHERE key NOT LIKE 'visitor-%'
                  AND (period = today OR (period = date_trunc('month', today::timestamp)::date
                    AND key LIKE '%-month%'))
                ORDER BY key, currency
                """)
            .param("zone", SpendingParameters.zone(zone))
            .query((row, _) -> state(row))
            .list());
  }

  private static BudgetState state(ResultSet row) throws SQLException {
    BudgetAccount account = SpendingParameters.account(row.getString("key"), 0);
    return new BudgetState(
        account.scope(),
        account.subject(),
        row.getString("currency"),
        row.getObject("period", LocalDate.class),
        row.getLong("spent"),
        row.getLong("reserved"));
  }
}
