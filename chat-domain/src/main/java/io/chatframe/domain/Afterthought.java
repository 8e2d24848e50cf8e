package io.chatframe.domain;

import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The title and follow-up questions that a model generated for a complete reply.
 *
 * @param title the title of the dialog
 * @param followUps questions that the visitor may want to ask next, in her words
 * @param model the model that was asked
 * @param usage of this call alone
 * @param cost empty if no price is known
 */
public record Afterthought(
    Optional<String> title,
    List<String> followUps,
    String model,
    TokenUsage usage,
    Optional<Money> cost,
    Instant at) {
  public Afterthought {
    followUps = List.copyOf(followUps);
  }
}
