package io.chatframe.bootstrap.assistant;

import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.port.llm.ModelCatalog;
import java.util.function.UnaryOperator;

/**
 * What assistants' files are read with.
 *
 * @param models the models that they may name
 * @param identities reads how their hosts identify visitors
 * @param budgets reads and checks what they may spend
 * @param limits applies server-wide restrictions
 */
public record AssistantRules(
    ModelCatalog models,
    IdentityKeys identities,
    BudgetKeys budgets,
    UnaryOperator<AssistantSettings> limits) {}
