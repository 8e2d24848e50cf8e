package io.chatframe.application.reply;

import io.chatframe.application.budget.Budgets;
import io.chatframe.application.prompt.TokenEstimate;
import io.chatframe.domain.Message;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.LostAttempt;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.domain.port.StorageUnavailableException;
import io.chatframe.domain.port.TakenReply;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.RequestUse;
import io.chatframe.domain.port.metric.TokenPurpose;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Continues the replies of nodes that died or left. If the model can continue a text, or has
 * written none yet, generation continues; otherwise the reply ends as interrupted, with its text.
 */
public final class ReplyTakeover {
  private static final Logger log = LoggerFactory.getLogger(ReplyTakeover.class);

  /** The first attempt and two takeovers. */
  private static final int LAST_ATTEMPT = 3;

  /** Replies per transaction, few enough to keep it short. */
  private static final int AT_ONCE = 20;

  private final AssistantCatalog assistants;
  private final ReplyRepository replies;
  private final LlmPort llm;
  private final ReplyEngine engine;
  private final Budgets budgets;
  private final TimeSource time;

  public ReplyTakeover(
      AssistantCatalog assistants,
      ReplyRepository replies,
      LlmPort llm,
      ReplyEngine engine,
      Budgets budgets,
      TimeSource time) {
    this.assistants = assistants;
    this.replies = replies;
    this.llm = llm;
    this.engine = engine;
    this.budgets = budgets;
    this.time = time;
  }

  /**
   * Takes over replies of a node while this one has capacity: at least one batch, and more until
   * the time is up.
   *
   * @return whether none is left to take
   */
  boolean of(NodeId dead, Duration atMost) {
    long began = time.nanos();
    do {
      int some = Math.min(AT_ONCE, engine.room());
      if (some <= 0) {
        return false;
      }
      List<TakenReply> taken = replies.takeOver(dead, engine.settings().self(), some, LAST_ATTEMPT);
      taken.forEach(this::goOn);
      if (taken.size() < some) {
        return true;
      }
    } while (time.nanos() - began < atMost.toNanos());
    return false;
  }

  private void goOn(TakenReply taken) {
    Reply reply = taken.reply();
    try {
      Optional<AssistantSettings> assistant = assistants.find(taken.visitor().assistant());
      List<Message> path = assistant.map(known -> path(known, reply)).orElse(List.of());
      assistant.ifPresent(known -> account(taken, known, path));
      if (taken.stopRequested()) {
        end(taken, ReplyEnd.stopped(time.now()));
      } else if (assistant.isPresent() && canGoOn(reply) && isPaid(taken, assistant.get(), path)) {
        engine.ledger().takenOver(taken.visitor().assistant(), true);
        engine.goOn(taken.visitor(), assistant.get(), reply, path);
        log.info("Reply {} continues here in attempt {}", reply.id(), reply.lineage().attempt());
      } else {
        end(taken, ReplyEnd.interrupted(time.now()));
      }
    } catch (StorageUnavailableException e) {
      // This node owns it without generating it: the keeper detects it as a stray and hands it
      // over.
      log.warn("Reply {} cannot continue yet: the database is unavailable", reply.id());
    } catch (RuntimeException e) {
      // This node owns it and must end it. Only the class is logged: a message may quote texts.
      log.error("Reply {} could not be taken over: {}", reply.id(), e.getClass().getName());
      end(taken, ReplyEnd.interrupted(time.now()));
    }
  }

  private List<Message> path(AssistantSettings assistant, Reply reply) {
    return replies.path(reply.id(), engine.reach(assistant, reply.model()));
  }

  private boolean canGoOn(Reply reply) {
    return reply.lineage().attempt() <= LAST_ATTEMPT
        && (reply.text().text().isEmpty() || llm.model(reply.model()).continuesPrefix());
  }

  private boolean isPaid(TakenReply taken, AssistantSettings assistant, List<Message> path) {
    Reply reply = taken.reply();
    VisitorId visitor = taken.visitor().id();
    LlmRequest request = engine.request(visitor, assistant, reply.model(), path, reply.text());
    return budgets.reserve(
        taken.visitor(), assistant, reply.id(), reply.lineage().attempt(), request);
  }

  private void end(TakenReply taken, ReplyEnd end) {
    engine.ledger().takenOver(taken.visitor().assistant(), false);
    engine.end(taken.visitor(), taken.reply(), end);
  }

  /** Estimates the usage of the lost attempt, because its node can no longer report it. */
  private void account(TakenReply taken, AssistantSettings assistant, List<Message> path) {
    Reply reply = taken.reply();
    LostAttempt lost = taken.before();
    LlmRequest request =
        engine.request(taken.visitor().id(), assistant, reply.model(), path, lost.given());
    TokenUsage used = TokenEstimate.of(request, lost.written());
    Optional<Money> cost = llm.model(lost.model()).cost(used);
    try {
      replies.account(
          engine.settings().self(), reply.id(), reply.lineage().attempt() - 1, used, cost);
      engine
          .ledger()
          .used(
              taken.visitor().assistant(),
              TokenPurpose.REPLY,
              new RequestUse(lost.model(), used),
              cost);
      budgets.settle(assistant, reply.id(), reply.lineage().attempt() - 1, OptionalLong.empty());
    } catch (StorageUnavailableException e) {
      log.warn("The usage of an attempt of reply {} is not recorded", reply.id());
    }
  }
}
