package io.chatframe.domain.budget;

import java.time.LocalDate;

/**
 * What an account has spent in a period, in millionths of the currency's unit.
 *
 * @param period its first day
 * @param spent what ended requests cost
 * @param reserved what running requests may cost at most
 */
public record BudgetState(
    BudgetScope scope,
    String subject,
    String currency,
    LocalDate period,
    long spent,
    long reserved) {}
