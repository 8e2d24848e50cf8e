package io.chatframe.domain.usage;

/**
 * An amount of money.
 *
 * @param micros millionths of the currency's unit
 * @param currency an ISO 4217 code, such as {@code USD}
 */
public record Money(long micros, String currency) {
  public Money {
    if (!currency.matches("[A-Z]{3}")) {
      throw new IllegalArgumentException("A currency is an ISO 4217 code, as USD");
    }
  }
}
