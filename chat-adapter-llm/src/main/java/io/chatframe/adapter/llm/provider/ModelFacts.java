package io.chatframe.adapter.llm.provider;

import io.chatframe.domain.usage.Price;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The known facts about one model; the provider's defaults apply to those that are empty.
 *
 * @param contextTokens tokens that it reads and writes in one request
 * @param maxTokens the most tokens it may generate if an assistant sets no limit
 * @param continuesPrefix whether it can continue the beginning of an answer
 * @param reasoning how it is asked to think
 * @param extraBody what the operator adds to its requests
 */
public record ModelFacts(
    OptionalInt contextTokens,
    OptionalInt maxTokens,
    Optional<Price> price,
    Optional<Boolean> continuesPrefix,
    Optional<ThinkingMode> reasoning,
    ExtraBody extraBody) {
  /** The facts about a model that nobody has described. */
  public static final ModelFacts NONE =
      new ModelFacts(
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          ExtraBody.NONE);

  /** Wraps a number that may be null. */
  public static OptionalInt optional(@Nullable Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** Returns these facts, completed from {@code usual}. */
  public ModelFacts over(ModelFacts usual) {
    return new ModelFacts(
        contextTokens.isPresent() ? contextTokens : usual.contextTokens,
        maxTokens.isPresent() ? maxTokens : usual.maxTokens,
        price.or(() -> usual.price),
        continuesPrefix.or(() -> usual.continuesPrefix),
        reasoning.or(() -> usual.reasoning),
        usual.extraBody.with(extraBody));
  }

  /** How a model is asked to think before it answers. */
  public enum ThinkingMode {
    /** It cannot or must not think; requests do not mention it. */
    NONE,
    /** As much as it sees fit, or as the assistant's effort says. */
    ADAPTIVE,
    /** Within a token budget: Anthropic's older models. */
    BUDGET
  }
}
