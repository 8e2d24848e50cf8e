package io.chatframe.bootstrap;

import io.chatframe.bootstrap.assistant.MoneyText;
import io.chatframe.domain.budget.Budget;
import io.chatframe.domain.budget.BudgetScope;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What all assistants may spend together. A constraint's message says what is allowed.
 *
 * @param perMonth an amount with its currency, as {@code 500 USD}, or {@code off}
 */
@Validated
@ConfigurationProperties("chat.budget")
record BudgetProperties(
    @DefaultValue("off")
        @Pattern(regexp = "off|" + MoneyText.FORM, message = MoneyText.WORDS + "; or off")
        String perMonth) {

  /** The budget of the whole server. */
  Optional<Budget> server() {
    return perMonth.equals("off")
        ? Optional.empty()
        : Optional.of(new Budget(BudgetScope.SERVER_MONTH, MoneyText.read(perMonth)));
  }
}
