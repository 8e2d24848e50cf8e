package io.chatframe.domain.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.chatframe.domain.usage.Money;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpendingTest {
  private static final List<BudgetAccount> ACCOUNTS =
      List.of(new BudgetAccount(BudgetScope.ASSISTANT_DAY, "shop", 1_000));

  private static Spending spending(long fixed, String perOctet, long mostInput) {
    return new Spending(
        "USD", ACCOUNTS, ZoneOffset.UTC, fixed, new BigDecimal(perOctet), mostInput);
  }

  @Test
  void addsTheDialogToWhatIsFixedAndRoundsUp() {
    assertThat(spending(100, "0.3", 1_000).amount(10)).isEqualTo(103);
    assertThat(spending(100, "0.3", 1_000).amount(11)).isEqualTo(104);
    assertThat(spending(0, "0", 0).amount(1_000)).isZero();
  }

  @Test
  void countsNoMoreOfADialogThanTheModelsRead() {
    assertThat(spending(100, "2", 50).amount(25)).isEqualTo(150);
    assertThat(spending(100, "2", 50).amount(1_000_000)).isEqualTo(150);
  }

  @Test
  void refusesWhatIsNoSpending() {
    assertThatIllegalArgumentException().isThrownBy(() -> spending(-1, "1", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> spending(1, "-0.1", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> spending(1, "1", -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Spending("USD", List.of(), ZoneOffset.UTC, 1, BigDecimal.ONE, 1));
  }

  @Test
  void aBudgetIsAboveZero() {
    assertThat(new Budget(BudgetScope.SERVER_MONTH, new Money(1, "USD")).limit().micros())
        .isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Budget(BudgetScope.SERVER_MONTH, new Money(0, "USD")));
  }

  @Test
  void scopesHavePeriodsAndNames() {
    assertThat(BudgetScope.VISITOR_DAY.period()).isEqualTo(BudgetPeriod.DAY);
    assertThat(BudgetScope.ASSISTANT_MONTH.period()).isEqualTo(BudgetPeriod.MONTH);
    assertThat(BudgetScope.SERVER_MONTH.wireName()).isEqualTo("server-month");
  }
}
