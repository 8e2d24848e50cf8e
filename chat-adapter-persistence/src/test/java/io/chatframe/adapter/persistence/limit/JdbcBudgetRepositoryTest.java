package io.chatframe.adapter.persistence.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.adapter.persistence.reply.JdbcAfterthoughtRepository;
import io.chatframe.adapter.persistence.row.SpendingParameters;
import io.chatframe.domain.Reply;
import io.chatframe.domain.port.AfterthoughtRepository;
import io.chatframe.domain.port.BudgetContract;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.domain.port.limit.BudgetRepository;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JdbcBudgetRepositoryTest extends BudgetContract {
  private final TestDatabase database = TestDatabase.shared();

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Z", "Europe/Berlin", "+14:00", "-11:30", "GMT+2"})
  void daysBeginInTheServersZone(String name) {
    ZoneId zone = ZoneId.of(name);
    for (String instant : List.of("2026-07-01T00:10:00Z", "2026-07-01T12:10:00Z")) {
      assertThat(
              TestDatabase.query(
                  database.address(),
                  "SELECT ('%s'::timestamptz AT TIME ZONE '%s')::date"
                      .formatted(instant, SpendingParameters.zone(zone))))
          .containsExactly(LocalDate.ofInstant(Instant.parse(instant), zone).toString());
    }
  }

  @Test
  void settlesWhatDeadNodesHaveLeftAndNothingElse() {
    Reply running = begun();
    Reply deleted = begun();
    dialogs().delete(visitor(), deleted.dialog());
    budgets().settleForgotten();
    assertBooks(0, 2 * AMOUNT);

    TestDatabase.execute(
        database.address(), "UPDATE budget_reservation SET at = at - interval '2 minutes'");
    budgets().settleForgotten();

    assertBooks(AMOUNT, AMOUNT);
    assertThat(running.end()).isEmpty();
  }

  @Override
  protected BudgetRepository budgets() {
    return new JdbcBudgetRepository(database.database());
  }

  @Override
  protected ReplyRepository replies() {
    return database.replies();
  }

  @Override
  protected DialogRepository dialogs() {
    return database.dialogs();
  }

  @Override
  protected AfterthoughtRepository afterthoughts() {
    return new JdbcAfterthoughtRepository(database.database());
  }
}
