package io.chatframe.adapter.llm;

import io.chatframe.domain.Price;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One model, under {@code chat.llm.models[<provider>/<model>]}.
 *
 * @param context tokens it reads and writes in one request
 * @param maxTokens the most it is let write where an assistant says nothing
 * @param input price per million tokens
 * @param cachedInput that of tokens the provider had cached; the full price where it is not set
 * @param output price per million tokens, reasoning included
 * @param currency an ISO 4217 code
 * @param reasoning {@code none}, {@code adaptive} or {@code budget}
 */
public record ModelProperties(
    @Nullable Integer context,
    @Nullable Integer maxTokens,
    @Nullable BigDecimal input,
    @Nullable BigDecimal cachedInput,
    @Nullable BigDecimal output,
    @DefaultValue("USD") String currency,
    @Nullable String reasoning,
    @Nullable Boolean prefixContinuation) {

  /**
   * These facts, and what they leave open from {@code known}.
   *
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  ModelFacts over(ModelFacts known, String setting) {
    if ((context != null && context < 1) || (maxTokens != null && maxTokens < 1)) {
      throw new IllegalArgumentException(
          setting + " has a context or max-tokens below 1. Allowed are whole numbers above zero.");
    }
    return new ModelFacts(
        context == null ? known.contextTokens() : OptionalInt.of(context),
        maxTokens == null ? known.maxTokens() : OptionalInt.of(maxTokens),
        price(setting).or(known::price),
        prefixContinuation == null ? known.continuesPrefix() : Optional.of(prefixContinuation),
        reasoning == null
            ? known.reasoning()
            : Optional.of(
                Words.choice(ModelFacts.Reasoning.class, setting + ".reasoning", reasoning)));
  }

  private Optional<Price> price(String setting) {
    if (input == null && output == null) {
      return Optional.empty();
    }
    if (input == null || output == null || !currency.matches("[A-Z]{3}")) {
      throw new IllegalArgumentException(
          setting
              + " has a price that is not whole. Allowed are input and output together, per"
              + " million tokens, in a currency as USD.");
    }
    return Optional.of(
        new Price(input, cachedInput == null ? input : cachedInput, output, currency));
  }
}
