package io.chatframe.adapter.llm.settings;

import io.chatframe.adapter.llm.provider.ExtraBody;
import io.chatframe.adapter.llm.provider.ModelFacts;
import io.chatframe.adapter.llm.provider.Protocol;
import io.chatframe.adapter.llm.provider.Words;
import io.chatframe.domain.usage.Price;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One model, under {@code chat.llm.models[<provider>/<model>]}.
 *
 * @param context tokens it reads and writes in one request
 * @param maxTokens the most tokens it may generate if an assistant sets no limit
 * @param input price per million tokens
 * @param cachedInput price of tokens read from the provider's cache; by default the full price, or
 *     a tenth of it in Anthropic's protocol
 * @param cacheWrite price of tokens written to the provider's cache; by default the full price, or
 *     a quarter more in Anthropic's protocol
 * @param output price per million tokens, reasoning included
 * @param currency an ISO 4217 code
 * @param reasoning {@code none}, {@code adaptive} or {@code budget}
 * @param extraBody a JSON object, added to the model's requests
 */
public record ModelProperties(
    @Nullable Integer context,
    @Nullable Integer maxTokens,
    @Nullable BigDecimal input,
    @Nullable BigDecimal cachedInput,
    @Nullable BigDecimal cacheWrite,
    @Nullable BigDecimal output,
    @DefaultValue("USD") String currency,
    @Nullable String reasoning,
    @Nullable Boolean prefixContinuation,
    @Nullable String extraBody) {
  private static final BigDecimal ANTHROPIC_READ = new BigDecimal("0.1");
  private static final BigDecimal ANTHROPIC_WRITE = new BigDecimal("1.25");

  /**
   * Returns these facts, completed from {@code known}.
   *
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  ModelFacts over(ModelFacts known, String setting, Protocol protocol) {
    if ((context != null && context < 1) || (maxTokens != null && maxTokens < 1)) {
      throw new IllegalArgumentException(
          setting + " has a context or max-tokens below 1. Allowed are whole numbers above zero.");
    }
    return new ModelFacts(
            ModelFacts.optional(context),
            ModelFacts.optional(maxTokens),
            price(setting, protocol),
            Optional.ofNullable(prefixContinuation),
            Optional.ofNullable(reasoning)
                .map(word ->
                    Words.choice(ModelFacts.ThinkingMode.class, setting + ".reasoning", word)),
            ExtraBody.parse(setting + ".extra-body", Words.orNull(extraBody)))
        .over(known);
  }

  private Optional<Price> price(String setting, Protocol protocol) {
    if (input == null && output == null) {
      return Optional.empty();
    }
    if (input == null || output == null || !currency.matches("[A-Z]{3}")) {
      throw new IllegalArgumentException(
          setting
              + " has an incomplete price. Allowed are input and output together, per"
              + " million tokens, in a currency as USD.");
    }
    boolean anthropic = protocol == Protocol.ANTHROPIC;
    BigDecimal read = anthropic ? input.multiply(ANTHROPIC_READ) : input;
    BigDecimal write = anthropic ? input.multiply(ANTHROPIC_WRITE) : input;
    return Optional.of(
        new Price(
            input,
            cachedInput == null ? read : cachedInput,
            cacheWrite == null ? write : cacheWrite,
            output,
            currency));
  }
}
