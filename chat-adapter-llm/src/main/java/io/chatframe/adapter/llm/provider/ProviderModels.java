package io.chatframe.adapter.llm.provider;

import io.chatframe.domain.port.llm.LlmModel;
import java.util.Map;
import java.util.Set;

/**
 * The known facts about a provider's models.
 *
 * @param declared by name
 * @param complete whether the provider has no others
 * @param usual the defaults for what a model's own facts leave open
 */
public record ProviderModels(Map<String, ModelFacts> declared, boolean complete, ModelFacts usual) {
  /** A context in tokens that nearly every model in use has. */
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

  /** Describes a model to the domain, under the name that assistants use for it. */
  public LlmModel describe(String named, String model) {
    ModelFacts facts = facts(model);
    return new LlmModel(
        named,
        facts.contextTokens().orElse(LEAST_CONTEXT),
        facts.continuesPrefix().orElse(false),
        facts.price());
  }
}
