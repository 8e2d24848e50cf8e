package io.chatframe.domain.port.limit;

import io.chatframe.domain.ReplyId;
import io.chatframe.domain.budget.BudgetAccount;
import io.chatframe.domain.budget.BudgetState;
import io.chatframe.domain.budget.Spending;
import io.chatframe.domain.budget.SpentBudget;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The accounts of budgets, which all nodes share. What may be spent is reserved before a model is
 * asked, and replaced by the cost afterwards, so that nodes together never exceed a limit by what
 * they did not know of each other. The first attempt of a reply reserves when the reply begins; its
 * afterthought counts as attempt 0. Each method is atomic and throws the exception of an
 * unavailable storage.
 */
public interface BudgetRepository {
  /**
   * Reserves the amount in all accounts, or in none if one has too little left. Reserving the same
   * attempt again changes nothing.
   *
   * @param octets the length of the dialog
   * @return the account that has too little left; empty if the amount is reserved
   */
  Optional<SpentBudget> reserve(ReplyId reply, int attempt, Spending spending, long octets);

  /**
   * Replaces a reservation by what the attempt cost, as stored with it. Does nothing if there is no
   * reservation, or if the attempt has not ended yet.
   *
   * @param cost what it cost in millionths, if that is not stored because the reply was deleted;
   *     without it the whole reservation counts as spent
   * @return the accounts that have spent four fifths of their limit since this
   */
  List<BudgetAccount> settle(ReplyId reply, int attempt, OptionalLong cost);

  /**
   * Settles reservations whose nodes died, some at a time.
   *
   * @return the accounts as {@link #settle} does
   */
  List<BudgetAccount> settleForgotten();

  /** The accounts of assistants and the server in their current periods, in order. */
  List<BudgetState> states(ZoneId zone);
}
