package io.chatframe.adapter.llm.provider;

import io.chatframe.domain.port.llm.LlmModel;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a provider's models.
 *
 * @param declared by name
 * @param complete whether the provider has no others
 * @param usual holds for a model unless its own facts say otherwise
 */
public record ProviderModels(Map<String, ModelFacts> declared, boolean complete, ModelFacts usual) {
  /** What nearly every model in use can read. */
  public static final int LEAST_CONTEXT = 32_000;

  public ProviderModels {
    declared = Map.copyOf(declared);
  }

  public Set<String> names() {
    return declared.keySet();
  }

  public ModelFacts facts(String model) {
    return declared.getOrDefault(model, ModelFacts.NONE).over(usual);
  }

  /** What the domain wants to know of a model, under the name that assistants use for it. */
  public LlmModel describe(String named, String model) {
    ModelFacts facts = facts(model);
    return new LlmModel(
        named,
        facts.contextTokens().orElse(LEAST_CONTEXT),
        facts.continuesPrefix().orElse(false),
        facts.price());
  }
}
