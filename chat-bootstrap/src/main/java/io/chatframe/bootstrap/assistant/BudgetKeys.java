package io.chatframe.bootstrap.assistant;

import io.chatframe.bootstrap.settings.LogText;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.budget.Budget;
import io.chatframe.domain.budget.BudgetScope;
import io.chatframe.domain.port.llm.ModelCatalog;
import io.chatframe.domain.usage.Price;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an assistant's budgets, and checks that whatever it asks has a price in their currency:
 * what costs nobody knows how much cannot be kept within a budget.
 */
public final class BudgetKeys {
  private static final Map<String, BudgetScope> SCOPES = scopes();
  static final Set<String> NAMES = SCOPES.keySet();

  private final Optional<Budget> server;
  private final ModelCatalog models;
  private final Optional<String> smallModel;
  private final boolean free;

  /**
   * @param server the budget of all assistants together
   * @param smallModel the model of titles and suggestions; empty for that of the reply
   * @param free whether nothing costs anything, because the demo answers
   */
  public BudgetKeys(
      Optional<Budget> server, ModelCatalog models, Optional<String> smallModel, boolean free) {
    this.server = server;
    this.models = models;
    this.smallModel = smallModel;
    this.free = free;
  }

  private static Map<String, BudgetScope> scopes() {
    var scopes = new LinkedHashMap<String, BudgetScope>();
    scopes.put("budget-per-visitor-day", BudgetScope.VISITOR_DAY);
    scopes.put("budget-per-day", BudgetScope.ASSISTANT_DAY);
    scopes.put("budget-per-month", BudgetScope.ASSISTANT_MONTH);
    return scopes;
  }

  /** The budgets of a file. */
  List<Budget> of(FrontMatter keys) {
    var budgets = new ArrayList<Budget>();
    SCOPES.forEach((key, scope) ->
        keys.matching(key, text -> text.matches(MoneyText.FORM), MoneyText.WORDS)
            .ifPresent(text -> budgets.add(new Budget(scope, MoneyText.read(text)))));
    return budgets;
  }

  /**
   * Checks the prices of all models that an assistant asks, after server-wide restrictions.
   *
   * @throws BrokenAssistantException if a budget applies and one has no price in its currency
   */
  void check(FrontMatter keys, AssistantSettings assistant) {
    List<Budget> budgets = Stream.concat(assistant.budgets().stream(), server.stream()).toList();
    if (budgets.isEmpty() || free) {
      return;
    }
    String currency = budgets.getFirst().limit().currency();
    String key =
        NAMES.stream().filter(name -> keys.text(name, 200).isPresent()).findFirst().orElse("model");
    if (!budgets.stream().allMatch(budget -> budget.limit().currency().equals(currency))) {
      throw keys.broken(key, "and all other budgets, BUDGET_PER_MONTH too, must have one currency");
    }
    asked(assistant)
        .distinct()
        .forEach(model -> {
          @Nullable Price price = models.price(model).orElse(null);
          if (price == null || !price.currency().equals(currency)) {
            throw keys.broken(key, unpriced(model, currency, price));
          }
        });
  }

  private static String unpriced(String model, String currency, @Nullable Price price) {
    return "cannot be kept: the model \"%s\" %s; declare its price in %s (see \"All settings of a provider\"), or take the budget out"
        .formatted(
            LogText.oneLine(model),
            price == null ? "has no price" : "has a price in " + price.currency(),
            currency);
  }

  private Stream<String> asked(AssistantSettings assistant) {
    boolean small = assistant.titles() || assistant.followUps();
    return Stream.of(
            assistant.model().or(models::defaultModel).stream(),
            assistant.fallbackModels().stream(),
            small ? smallModel.stream() : Stream.<String>empty())
        .flatMap(names -> names);
  }
}
