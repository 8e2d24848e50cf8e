package io.chatframe.adapter.llm.provider;

import io.chatframe.domain.usage.Price;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one model; what is empty is as its provider has it.
 *
 * @param contextTokens how much it reads and writes in one request
 * @param maxTokens the most it may write unless an assistant sets a limit
 * @param continuesPrefix whether it goes on from the beginning of an answer
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
  /** Of a model that nobody has described. */
  public static final ModelFacts NONE =
      new ModelFacts(
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          ExtraBody.NONE);

  /** A number that may not be set. */
  public static OptionalInt optional(@Nullable Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** These facts, and what they leave open from {@code usual}. */
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
    /** It cannot, or shall not; nothing is said of it. */
    NONE,
    /** As much as it finds fit, or as the assistant's effort says. */
    ADAPTIVE,
    /** Within a number of tokens: the older models of Anthropic. */
    BUDGET
  }
}
