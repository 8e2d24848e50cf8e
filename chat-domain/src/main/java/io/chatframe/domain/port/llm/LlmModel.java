package io.chatframe.domain.port.llm;

import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.Price;
import io.chatframe.domain.usage.TokenUsage;
import java.util.Optional;

/**
 * What is declared of a model.
 *
 * @param name as assistants name it
 * @param contextTokens how much it can read and write in one request
 * @param continuesPrefix whether it goes on from the end of a text it is given as its own
 * @param price empty if none is known
 */
public record LlmModel(
    String name, int contextTokens, boolean continuesPrefix, Optional<Price> price) {
  /** What a use of it costs; empty if no price is known. */
  public Optional<Money> cost(TokenUsage usage) {
    return price.map(known -> known.of(usage));
  }
}
