package io.chatframe.bootstrap.assistant;

import io.chatframe.domain.port.llm.ModelCatalog;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Rules for tests of assistants' files. */
final class Rules {
  static final AssistantRules ANY = with(DeclaredModels.ANY, DeclaredKeys.NONE);

  private Rules() {}

  static AssistantRules with(ModelCatalog models, IdentityKeys identities) {
    return new AssistantRules(
        models,
        identities,
        new BudgetKeys(Optional.empty(), models, Optional.empty(), false),
        UnaryOperator.identity());
  }
}
