package io.chatframe.bootstrap.assistant;

import io.chatframe.domain.usage.Money;
import java.math.BigDecimal;

/** An amount of money as operators write it: {@code 12.50 USD}. */
public final class MoneyText {
  /** Its form, above zero. */
  public static final String FORM = "(?![0.]+ )[0-9]{1,9}(\\.[0-9]{1,6})? [A-Z]{3}";

  /** The form in words. */
  public static final String WORDS = "an amount above zero and its currency, as 12.50 USD";

  private MoneyText() {}

  /** Reads what has the {@link #FORM}. */
  public static Money read(String text) {
    String[] parts = text.split(" ", -1);
    return new Money(new BigDecimal(parts[0]).movePointRight(6).longValueExact(), parts[1]);
  }
}
