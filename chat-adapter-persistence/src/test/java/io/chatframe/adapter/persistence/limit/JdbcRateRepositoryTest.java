package io.chatframe.adapter.persistence.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.domain.limit.RateKey;
import io.chatframe.domain.limit.RateScope;
import io.chatframe.domain.port.RateRepository;
import io.chatframe.domain.port.RateRepositoryContract;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JdbcRateRepositoryTest extends RateRepositoryContract {
  private final TestDatabase database = TestDatabase.shared();
  private final JdbcRateRepository rates = new JdbcRateRepository(database.database());

  @Test
  void storesNoAddress() {
    rates.exchange(
        Map.of(new RateKey(RateScope.SESSIONS_PER_ADDRESS, "198.51.100.77"), Duration.ofHours(1)));

    assertThat(query("SELECT count(*) FROM rate_use")).isNotEqualTo("0");
    assertThat(query("SELECT string_agg(r::text, ' ') FROM rate_use r"))
        .doesNotContain("198.51.100.77");
  }

  @Test
  void housekeepingDeletesOnlyCountersThatHaveRunOut() {
    var over = new RateKey(RateScope.SESSIONS_PER_ADDRESS, "over");
    var counting = new RateKey(RateScope.SESSIONS_PER_ADDRESS, "counting");
    rates.exchange(Map.of(over, Duration.ofNanos(1_000), counting, Duration.ofHours(1)));

    database.keepHouse();

    assertThat(query("SELECT count(*) FROM rate_use WHERE back_at < now()")).isEqualTo("0");
    assertThat(rates.exchange(Map.of(counting, Duration.ZERO)).get(counting))
        .isGreaterThan(Duration.ofMinutes(58));
  }

  private String query(String sql) {
    return TestDatabase.query(database.address(), sql).getFirst();
  }

  @Override
  protected RateRepository rates() {
    return rates;
  }
}
