package io.chatframe.bootstrap.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.budget.Budget;
import io.chatframe.domain.budget.BudgetScope;
import io.chatframe.domain.port.llm.ModelCatalog;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BudgetKeysTest {
  private static final Budget SERVER =
      new Budget(BudgetScope.SERVER_MONTH, new Money(500_000_000, "USD"));

  /** A model is priced in the currency that its name begins with. */
  private static final ModelCatalog MODELS =
      new ModelCatalog() {
        @Override
        public boolean knows(String model) {
          return true;
        }

        @Override
        public List<String> known() {
          return List.of();
        }

        @Override
        public Optional<String> defaultModel() {
          return Optional.of("USD-1");
        }

        @Override
        public Optional<Price> price(String model) {
          return model.startsWith("free")
              ? Optional.empty()
              : Optional.of(
                  new Price(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.TWO, model.substring(0, 3)));
        }
      };

  @Test
  void readsAmountsExactly() {
    AssistantSettings settings =
        parse(
            Optional.empty(),
            "budget-per-visitor-day: 0.05 USD\nbudget-per-day: 20 USD\nbudget-per-month: 0.000001 USD");

    assertThat(settings.budgets())
        .containsExactly(
            new Budget(BudgetScope.VISITOR_DAY, new Money(50_000, "USD")),
            new Budget(BudgetScope.ASSISTANT_DAY, new Money(20_000_000, "USD")),
            new Budget(BudgetScope.ASSISTANT_MONTH, new Money(1, "USD")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "budget-per-day: 20 | budget-per-day must be text",
        "budget-per-day: 20 usd | budget-per-day allowed is an amount above zero and its currency",
        "budget-per-day: 0.00 USD | budget-per-day allowed is an amount above zero",
        "budget-per-day: 0.0000001 USD | budget-per-day allowed is an amount above zero",
        "budget-per-day: 2 EUR | budget-per-day cannot be kept: the model \"USD-1\" has a price in USD",
        "budget-per-day: 2 USD\\nmodel: free-1 | budget-per-day cannot be kept: the model \"free-1\" has no",
        "budget-per-day: 2 USD\\nfallback-models: [free-1] | budget-per-day cannot be kept: the model",
        "budget-per-day: 2 USD\\nbudget-per-month: 2 EUR | budget-per-day and all other budgets",
      })
  void refusesWhatCannotBeKept(String keys, String problem) {
    assertThatThrownBy(() -> parse(Optional.empty(), keys.replace("\\n", "\n")))
        .isInstanceOf(BrokenAssistantException.class)
        .hasMessageStartingWith("a.md:3: ")
        .hasMessageContaining(problem);
  }

  @Test
  void theServersBudgetNeedsPricesAsWell() {
    assertThatThrownBy(() -> parse(Optional.of(SERVER), "model: free-1"))
        .hasMessageContaining("a.md:3: model cannot be kept: the model \"free-1\" has no price");
    assertThat(parse(Optional.of(SERVER), "model: USD-2").budgets()).isEmpty();
  }

  @Test
  void theSmallModelNeedsAPriceUnlessItIsNeverAsked() {
    var keys = new BudgetKeys(Optional.of(SERVER), MODELS, Optional.of("free-small"), false);

    assertThatThrownBy(() -> parse(keys, "greeting: none"))
        .hasMessageContaining("the model \"free-small\" has no price");
    assertThat(parse(keys, "titles: false\nfollow-ups: false").titles()).isFalse();
  }

  @Test
  void nothingNeedsAPriceWhereTheDemoAnswers() {
    var keys = new BudgetKeys(Optional.of(SERVER), MODELS, Optional.empty(), true);

    assertThat(parse(keys, "model: free-1\nbudget-per-day: 1 USD").budgets()).hasSize(1);
  }

  private static AssistantSettings parse(Optional<Budget> server, String keys) {
    return parse(new BudgetKeys(server, MODELS, Optional.empty(), false), keys);
  }

  private static AssistantSettings parse(BudgetKeys budgets, String keys) {
    return AssistantFile.parse(
        "a.md",
        "---\ntitle: A\n" + keys + "\n---\nBe kind.",
        new AssistantRules(MODELS, DeclaredKeys.NONE, budgets, UnaryOperator.identity()));
  }
}
