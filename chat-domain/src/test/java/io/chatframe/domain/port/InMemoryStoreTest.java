package io.chatframe.domain.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatframe.domain.ReplyId;
import io.chatframe.domain.port.feedback.FeedbackRepository;
import io.chatframe.domain.port.limit.BudgetRepository;
import io.chatframe.domain.port.llm.FailedRequest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class InMemoryStoreTest {
  private final InMemoryStore store = new InMemoryStore(new HeldTime());

  @Test
  void failsEveryCallWhileItIsUnavailable() {
    var visitor = Sample.visitor();
    var message = Sample.message(visitor, Sample.dialog(), Sample.node(), "Hello");

    store.unavailable(true);

    assertThatThrownBy(() -> store.accept(message)).isInstanceOf(StorageUnavailableException.class);
    assertThatThrownBy(store::stamps).isInstanceOf(StorageUnavailableException.class);

    store.unavailable(false);
    assertThat(store.find(visitor, message.dialog())).isEmpty();
    Sample.begun(store.accept(message));
  }

  @Nested
  final class Replies extends ReplyRepositoryContract {
    @Override
    protected ReplyRepository replies() {
      return store;
    }

    @Override
    protected DialogRepository dialogs() {
      return store;
    }

    @Override
    protected ReplyJournal journal() {
      return store;
    }
  }

  @Nested
  final class Afterthoughts extends AfterthoughtContract {
    @Override
    protected AfterthoughtRepository afterthoughts() {
      return store;
    }

    @Override
    protected ReplyRepository replies() {
      return store;
    }

    @Override
    protected DialogRepository dialogs() {
      return store;
    }
  }

  @Nested
  final class Budgets extends BudgetContract {
    @Override
    protected BudgetRepository budgets() {
      return store.budgets();
    }

    @Override
    protected ReplyRepository replies() {
      return store;
    }

    @Override
    protected DialogRepository dialogs() {
      return store;
    }

    @Override
    protected AfterthoughtRepository afterthoughts() {
      return store;
    }
  }

  @Nested
  final class Ends extends ReplyEndContract {
    @Override
    protected ReplyRepository replies() {
      return store;
    }

    @Override
    protected ReplyJournal journal() {
      return store;
    }

    @Override
    protected List<String> noted(ReplyId reply) {
      return store.noted(reply).stream().map(FailedRequest::told).toList();
    }
  }

  @Nested
  final class Dialogs extends DialogRepositoryContract {
    @Override
    protected DialogRepository dialogs() {
      return store;
    }

    @Override
    protected ReplyRepository replies() {
      return store;
    }

    @Override
    protected ReplyJournal journal() {
      return store;
    }
  }

  @Nested
  final class Branches extends BranchContract {
    @Override
    protected DialogRepository dialogs() {
      return store;
    }

    @Override
    protected ReplyRepository replies() {
      return store;
    }

    @Override
    protected ReplyJournal journal() {
      return store;
    }
  }

  @Nested
  final class Erasures extends VisitorErasureContract {
    @Override
    protected void purge() {
      store.purge();
    }

    @Override
    protected DialogRepository dialogs() {
      return store;
    }

    @Override
    protected ReplyRepository replies() {
      return store;
    }

    @Override
    protected ReplyJournal journal() {
      return store;
    }
  }

  @Nested
  final class Journal extends ReplyJournalContract {
    @Override
    protected ReplyJournal journal() {
      return store;
    }

    @Override
    protected ReplyRepository replies() {
      return store;
    }
  }

  @Nested
  final class Moves extends VisitorMoveContract {
    @Override
    protected DialogRepository dialogs() {
      return store;
    }

    @Override
    protected ReplyRepository replies() {
      return store;
    }

    @Override
    protected ReplyJournal journal() {
      return store;
    }

    @Override
    protected void keepHouse() {
      store.purge();
    }
  }

  @Nested
  final class Nodes extends NodeRepositoryContract {
    @Override
    protected NodeRepository nodes() {
      return store;
    }

    @Override
    protected ReplyRepository replies() {
      return store;
    }
  }

  /** A stopped clock: nothing in a store may depend on time passing. */
  private static final class HeldTime implements TimeSource {
    @Override
    public Instant now() {
      return Instant.parse("2026-03-01T10:15:30Z");
    }

    @Override
    public long nanos() {
      return 0;
    }
  }

  @Nested
  final class WhatVisitorsSay extends FeedbackContract {
    @Override
    protected FeedbackRepository feedback() {
      return store;
    }

    @Override
    protected ReplyRepository replies() {
      return store;
    }

    @Override
    protected DialogRepository dialogs() {
      return store;
    }
  }
}
