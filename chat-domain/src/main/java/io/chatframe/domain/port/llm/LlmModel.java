package io.chatframe.domain.port.llm;

import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.Price;
import io.chatframe.domain.usage.TokenUsage;
import java.util.Optional;

/**
 * The declared properties of a model.
 *
 * @param name as assistants name it
 * @param contextTokens its context window, input and output together
 * @param continuesPrefix whether it can continue a given beginning of its answer
 * @param price empty if unknown
 */
public record LlmModel(
    String name, int contextTokens, boolean continuesPrefix, Optional<Price> price) {
  /** The cost of a use; empty if the price is unknown. */
  public Optional<Money> cost(TokenUsage usage) {
    return price.map(known -> known.of(usage));
  }
}
