package io.chatframe.domain.budget;

/**
 * A budget of somebody, in which all nodes count together.
 *
 * @param subject whose budget it is within the scope; empty for the server's
 * @param limit in millionths of the currency's unit
 */
public record BudgetAccount(BudgetScope scope, String subject, long limit) {}
