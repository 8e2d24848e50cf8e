package io.chatframe.domain.budget;

import java.time.Duration;

/**
 * An account that has too little left.
 *
 * @param reopens when that may change: the start of the next period, or soon if only what others
 *     have reserved is in the way
 * @param passing whether only what others have reserved is in the way
 */
public record SpentBudget(BudgetAccount account, Duration reopens, boolean passing) {}
