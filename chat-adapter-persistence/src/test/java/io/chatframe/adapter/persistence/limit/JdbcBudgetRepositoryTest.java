package io.chatframe.adapter.persistence.limit;

import io.chatframe.adapter.persistence.TestDatabase;
import io.chatframe.adapter.persistence.reply.JdbcAfterthoughtRepository;
import io.chatframe.domain.port.AfterthoughtRepository;
import io.chatframe.domain.port.BudgetContract;
import io.chatframe.domain.port.DialogRepository;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.domain.port.limit.BudgetRepository;

final class JdbcBudgetRepositoryTest extends BudgetContract {
  private final TestDatabase database = TestDatabase.shared();

  @Override
  protected BudgetRepository budgets() {
    return new JdbcBudgetRepository(database.database());
  }

  @Override
  protected ReplyRepository replies() {
    return database.replies();
  }

  @Override
  protected DialogRepository dialogs() {
    return database.dialogs();
  }

  @Override
  protected AfterthoughtRepository afterthoughts() {
    return new JdbcAfterthoughtRepository(database.database());
  }
}
