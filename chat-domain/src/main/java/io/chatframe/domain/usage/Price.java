package io.chatframe.domain.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A model's price per million tokens of each kind.
 *
 * @param cachedInput for the part of the input that the provider had cached
 * @param cacheWrite for the part of the input that the provider wrote to its cache
 * @param output for all output, including reasoning
 * @param currency an ISO 4217 code, such as {@code USD}
 */
public record Price(
    BigDecimal input,
    BigDecimal cachedInput,
    BigDecimal cacheWrite,
    BigDecimal output,
    String currency) {
  public Price {
    if (input.signum() < 0
        || cachedInput.signum() < 0
        || cacheWrite.signum() < 0
        || output.signum() < 0) {
      throw new IllegalArgumentException("A price is not below zero");
    }
  }

  /** A price with cache writes billed as plain input. */
  public Price(BigDecimal input, BigDecimal cachedInput, BigDecimal output, String currency) {
    this(input, cachedInput, input, output, currency);
  }

  /** The cost of a use; half a millionth is rounded up. */
  public Money of(TokenUsage usage) {
    long cached = Math.min(usage.cachedInput(), usage.input());
    long written = Math.min(usage.cacheWritten(), usage.input() - cached);
    // A price per million tokens is the price of one token in millionths.
    BigDecimal micros =
        input
            .multiply(BigDecimal.valueOf(usage.input() - cached - written))
            .add(cachedInput.multiply(BigDecimal.valueOf(cached)))
            .add(cacheWrite.multiply(BigDecimal.valueOf(written)))
            .add(output.multiply(BigDecimal.valueOf(usage.output())));
    return new Money(micros.setScale(0, RoundingMode.HALF_UP).longValueExact(), currency);
  }
}
