package io.chatframe.domain.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.List;

/**
 * What a request to a model may cost at most, and the accounts in which it counts. A token is at
 * least one octet of UTF-8, so a text of so many octets never has more tokens than that.
 *
 * @param currency an ISO 4217 code
 * @param accounts in the order of their scopes, each scope once
 * @param zone the time zone in which days and months begin
 * @param fixed the cost of what is known before the dialog is read: the system prompt, and the
 *     longest answer; in millionths of the currency's unit
 * @param perOctet the cost of an octet of the dialog, in the same unit
 * @param mostInput the cost of the longest dialog that the models read, in the same unit
 */
public record Spending(
    String currency,
    List<BudgetAccount> accounts,
    ZoneId zone,
    long fixed,
    BigDecimal perOctet,
    long mostInput) {
  public Spending {
    accounts = List.copyOf(accounts);
    if (accounts.isEmpty() || fixed < 0 || perOctet.signum() < 0 || mostInput < 0) {
      throw new IllegalArgumentException("Spending has accounts, and costs are not below zero");
    }
  }

  /** The amount to reserve for a dialog of so many octets, in millionths. */
  public long amount(long octets) {
    BigDecimal input = perOctet.multiply(BigDecimal.valueOf(octets));
    return fixed
        + input.min(BigDecimal.valueOf(mostInput)).setScale(0, RoundingMode.CEILING).longValue();
  }
}
