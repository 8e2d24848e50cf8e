package io.chatframe.application.reply;

import io.chatframe.application.task.PeriodicTasks;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.domain.port.StorageUnavailableException;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.FailedRequest;
import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.RequestUse;
import io.chatframe.domain.port.metric.OperationLedger;
import io.chatframe.domain.port.metric.TokenPurpose;
import io.chatframe.domain.usage.Money;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores the ends of replies, then notifies their readers. Thread-safe. */
final class ReplyEndStore {
  private static final Logger log = LoggerFactory.getLogger(ReplyEndStore.class);
  private static final Duration PATIENCE_WITH_DATABASE = Duration.ofSeconds(30);
  private static final long LONGEST_BACKOFF_MILLIS = 1_000;

  private final NodeId self;
  private final ReplyRepository replies;
  private final PeriodicTasks tasks;
  private final LlmPort llm;
  private final OperationLedger ledger;
  private final TimeSource time;

  /** Replies whose end is being stored. */
  private final Set<ReplyId> ending = ConcurrentHashMap.newKeySet();

  ReplyEndStore(
      NodeId self,
      ReplyRepository replies,
      PeriodicTasks tasks,
      LlmPort llm,
      OperationLedger ledger,
      TimeSource time) {
    this.self = self;
    this.replies = replies;
    this.tasks = tasks;
    this.llm = llm;
    this.ledger = ledger;
    this.time = time;
  }

  /** Whether the end of a reply is being stored. */
  boolean holds(ReplyId reply) {
    return ending.contains(reply);
  }

  /**
   * Ends a reply that this node owns. Blocks until the end is stored or refused.
   *
   * @return whether it was stored
   */
  boolean store(OwnedReply live, ReplyEnd end) {
    ending.add(live.id());
    try {
      boolean stored = persist(live, end);
      if (stored) {
        live.end(total(live, end));
        log.info("Reply {} {}", live.id(), end.status().wireName());
        ledger.ended(live.visitor().assistant(), live.seed().model(), end, live.lasted());
      } else {
        settle(live);
      }
      return stored;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      ending.remove(live.id());
    }
  }

  /** The end with the usage of all attempts. */
  private ReplyEnd total(OwnedReply live, ReplyEnd end) {
    if (live.seed().lineage().attempt() == 1) {
      return end;
    }
    try {
      return replies.find(live.visitor(), live.id()).flatMap(Reply::end).orElse(end);
    } catch (StorageUnavailableException e) {
      return end;
    }
  }

  /** Tells the readers of a reply that this node no longer owns what happened to it. */
  void settle(OwnedReply live) {
    log.info("Reply {} is no longer ours", live.id());
    try {
      if (replies.find(live.visitor(), live.id()).isEmpty()) {
        live.delete(ReplyEnd.stopped(time.now()));
        return;
      }
    } catch (StorageUnavailableException e) {
      log.debug("Readers of {} have to ask elsewhere", live.id());
    }
    live.withdraw();
  }

  /**
   * Stores an end, retrying for as long as the database is unavailable; {@code false} if this node
   * no longer owns the reply.
   */
  private boolean persist(OwnedReply live, ReplyEnd end) throws InterruptedException {
    long backoff = 50;
    long began = time.nanos();
    while (true) {
      try {
        int attempt = live.seed().lineage().attempt();
        return replies.end(self, live.id(), attempt, live.snapshot().text(), end);
      } catch (StorageUnavailableException e) {
        log.warn("Reply {} cannot be stored yet: the database is unavailable", live.id());
        if (!tasks.pause(Duration.ofMillis(backoff))) {
          live.release();
          throw new InterruptedException("closed before the reply could be stored");
        }
        backoff = Math.min(backoff * 2, LONGEST_BACKOFF_MILLIS);
        if (time.nanos() - began > PATIENCE_WITH_DATABASE.toNanos()) {
          began = time.nanos();
          live.release();
        }
      }
    }
  }

  /**
   * Counts what an attempt used that is over, unless the node that takes the reply over does, and
   * stores how it went.
   */
  void account(Generation generation) {
    OwnedReply live = generation.reply();
    AssistantName assistant = live.visitor().assistant();
    generation.pace().ifPresent(pace -> ledger.paced(assistant, generation.model(), pace));
    if (live.hasEnded()) {
      for (RequestUse use : generation.uses().all()) {
        Optional<Money> cost = llm.model(use.model()).cost(use.usage());
        ledger.used(assistant, TokenPurpose.REPLY, use, cost);
      }
    }
    note(generation);
  }

  /** Stores which model answered and what failed before, unless all went as requested. */
  void note(Generation generation) {
    OwnedReply live = generation.reply();
    String model = generation.model();
    List<FailedRequest> failures = generation.failures();
    if (failures.isEmpty() && model.equals(generation.request().model())) {
      return;
    }
    try {
      replies.note(live.id(), live.seed().lineage().attempt(), model, failures);
    } catch (StorageUnavailableException e) {
      log.info(
          "The failed requests of reply {} are not recorded: the database is unavailable",
          live.id());
    }
  }
}
