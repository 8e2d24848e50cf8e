package io.chatframe.application.afterthought;

import io.chatframe.application.budget.Budgets;
import io.chatframe.application.prompt.RequestUses;
import io.chatframe.application.prompt.TokenEstimate;
import io.chatframe.domain.Afterthought;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Message;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorMessage;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.port.AfterthoughtRepository;
import io.chatframe.domain.port.StorageUnavailableException;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.LlmStream;
import io.chatframe.domain.port.llm.RequestUse;
import io.chatframe.domain.port.metric.OperationLedger;
import io.chatframe.domain.port.metric.TokenPurpose;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a model for a title and follow-up questions once a reply is complete. Each call runs on its
 * own thread after the reply's end was published, so it delays nothing. Failed calls are not
 * retried, and a model that fails repeatedly is paused. Thread-safe.
 */
public final class Afterthoughts {
  private static final Logger log = LoggerFactory.getLogger(Afterthoughts.class);
  private static final int AT_ONCE = 16;
  private static final int LONGEST = 4_000;
  private static final int MOST_UNTITLED = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Optional<String> model;
  private final LlmPort llm;
  private final AfterthoughtRepository afterthoughts;
  private final Budgets budgets;
  private final OperationLedger ledger;
  private final TimeSource time;
  private final ModelPauses pauses;
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();

  /** Dialogs that failed to get a title: their next reply asks again. */
  private final Set<DialogId> untitled = ConcurrentHashMap.newKeySet();

  /**
   * @param model the model to ask; empty for the one that generated the reply
   */
  public Afterthoughts(
      Optional<String> model,
      LlmPort llm,
      AfterthoughtRepository afterthoughts,
      Budgets budgets,
      OperationLedger ledger,
      TimeSource time) {
    this.model = model;
    this.llm = llm;
    this.afterthoughts = afterthoughts;
    this.budgets = budgets;
    this.ledger = ledger;
    this.time = time;
    this.pauses = new ModelPauses(time);
  }

  /**
   * @param late whether it was closed because it took too long
   */
  private record Call(
      Visitor visitor,
      DialogId dialog,
      boolean title,
      LlmStream stream,
      long began,
      AtomicBoolean late) {}

  /**
   * Asks for what the assistant is configured to add, if the reply completed with text. Does not
   * block.
   *
   * @param path the messages from the first of the dialog to the question
   * @param asked the request that generated the reply
   * @param reply the reply, with its end stored
   */
  public void begin(
      Visitor visitor,
      AssistantSettings assistant,
      List<Message> path,
      LlmRequest asked,
      Reply reply) {
    DialogId dialog = reply.dialog();
    boolean title = assistant.titles() && (isFirst(path) || untitled.contains(dialog));
    var prompt = new AfterthoughtPrompt(title, assistant.followUps());
    if (prompt.asksNothing() || !(path.getLast() instanceof VisitorMessage question)) {
      return;
    }
    String answer = reply.text().text();
    if (reply.status() != ReplyStatus.COMPLETED || answer.isBlank()) {
      return;
    }
    String asking = model.orElse(reply.model());
    if (calls.size() >= AT_ONCE || pauses.isPaused(asking)) {
      giveUp(dialog, title);
      return;
    }
    untitled.remove(dialog);
    LlmRequest request = prompt.request(asking, question.text(), answer, asked.endUser());
    Thread.ofVirtual()
        .name("after-" + reply.id())
        .start(() -> pay(prompt, request, visitor, assistant, reply));
  }

  /** Whether no earlier reply completed with text. */
  private static boolean isFirst(List<Message> path) {
    return path.getFirst().parent().isEmpty()
        && path.stream()
            .noneMatch(message ->
                message instanceof Reply reply
                    && reply.status() == ReplyStatus.COMPLETED
                    && !reply.text().text().isBlank());
  }

  private void pay(
      AfterthoughtPrompt prompt,
      LlmRequest request,
      Visitor visitor,
      AssistantSettings assistant,
      Reply reply) {
    try {
      if (!budgets.reserve(visitor, assistant, reply.id(), 0, request)) {
        giveUp(reply.dialog(), prompt.title());
        return;
      }
    } catch (StorageUnavailableException e) {
      log.info("Reply {} has no afterthought: the database is unavailable", reply.id());
      return;
    }
    var cost = OptionalLong.empty();
    try {
      cost = ask(prompt, request, visitor, reply);
    } finally {
      budgets.settle(assistant, reply.id(), 0, cost);
    }
  }

  /** Asks, and returns what that cost in millionths. */
  private OptionalLong ask(
      AfterthoughtPrompt prompt, LlmRequest request, Visitor visitor, Reply reply) {
    DialogId dialog = reply.dialog();
    var written = new StringBuilder();
    var late = new AtomicBoolean();
    try (LlmStream stream = llm.open(request)) {
      var call = new Call(visitor, dialog, prompt.title(), stream, time.nanos(), late);
      calls.add(call);
      try {
        Afterthought afterthought = read(prompt, request, stream, written);
        judge(request.model(), afterthought);
        giveUp(dialog, prompt.title() && afterthought.title().isEmpty());
        return add(visitor, reply, afterthought);
      } catch (LlmException e) {
        failed(prompt, request, dialog, late.get(), e, reply);
        return wasted(request, stream, e, written)
            .map(wasted -> add(visitor, reply, wasted))
            .orElse(OptionalLong.of(0));
      } finally {
        calls.remove(call);
      }
    } catch (RuntimeException e) {
      log.error("The afterthought of reply {} failed with {}", reply.id(), e.getClass().getName());
      return OptionalLong.empty();
    }
  }

  private void failed(
      AfterthoughtPrompt prompt,
      LlmRequest request,
      DialogId dialog,
      boolean late,
      LlmException e,
      Reply reply) {
    log.info("Reply {} has no afterthought: {}", reply.id(), e.failure());
    boolean closed = e.failure() instanceof LlmFailure.Closed;
    // Whoever closed it has already handled the title.
    giveUp(dialog, prompt.title() && !closed);
    if (!closed || late) {
      failed(request.model(), closed ? "no answer in time" : e.failure().kind());
    }
  }

  private OptionalLong add(Visitor visitor, Reply reply, Afterthought afterthought) {
    ledger.used(
        visitor.assistant(),
        TokenPurpose.AFTERTHOUGHT,
        new RequestUse(afterthought.model(), afterthought.usage()),
        afterthought.cost());
    try {
      afterthoughts.add(reply.id(), afterthought);
    } catch (StorageUnavailableException e) {
      log.info("The afterthought of reply {} is lost: the database is unavailable", reply.id());
    }
    return OptionalLong.of(afterthought.cost().map(Money::micros).orElse(0L));
  }

  /** What a failed call used, as an afterthought without thoughts; empty if it used nothing. */
  private Optional<Afterthought> wasted(
      LlmRequest request, LlmStream stream, LlmException e, StringBuilder written) {
    Optional<TokenUsage> last =
        e.usage()
            .or(() ->
                written.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                        TokenEstimate.of(request, new ReplyText("", written.toString()))));
    RequestUses uses = RequestUses.of(stream, last);
    return uses.total()
        .map(total ->
            new Afterthought(
                Optional.empty(), List.of(), stream.model(), total, uses.cost(llm), time.now()));
  }

  private void judge(String asked, Afterthought afterthought) {
    if (afterthought.title().isPresent() || !afterthought.followUps().isEmpty()) {
      pauses.succeeded(asked);
    } else {
      failed(
          asked,
          "%d tokens, %d of them thoughts, without either"
              .formatted(afterthought.usage().output(), afterthought.usage().reasoning()));
    }
  }

  private void failed(String asked, String why) {
    if (pauses.failed(asked)) {
      log.warn(
          "Model {} has given no title and no suggestion {} times in a row, the last time by: {}."
              + " It is not asked for any in the next {} minutes; LLM_SMALL_MODEL names another",
          asked,
          ModelPauses.FAILURES,
          why,
          ModelPauses.PAUSE.toMinutes());
    }
  }

  private Afterthought read(
      AfterthoughtPrompt prompt, LlmRequest request, LlmStream stream, StringBuilder written) {
    Optional<TokenUsage> told = Optional.empty();
    boolean more = true;
    while (more && written.length() <= LONGEST) {
      switch (stream.next()) {
        case LlmEvent.Text(String piece) -> written.append(piece);
        case LlmEvent.TextWasReasoning _ -> written.setLength(0);
        case LlmEvent.ReasoningWasText(String all) -> written.append(all);
        case LlmEvent.Finished finished -> {
          told = finished.usage();
          more = false;
        }
        case LlmEvent.Reasoning _, LlmEvent.Queued _, LlmEvent.Thinking _ -> {}
      }
    }
    String text = written.toString();
    TokenUsage last = told.orElseGet(() -> TokenEstimate.of(request, new ReplyText("", text)));
    RequestUses uses = RequestUses.of(stream, Optional.of(last));
    var answer = prompt.read(text);
    return new Afterthought(
        answer.title(),
        answer.followUps(),
        stream.model(),
        uses.total().orElse(last),
        uses.cost(llm),
        time.now());
  }

  /** Leaves a missing title to the next reply. */
  private void giveUp(DialogId dialog, boolean title) {
    if (title && untitled.size() < MOST_UNTITLED) {
      untitled.add(dialog);
    }
  }

  /** Closes the calls that took too long. */
  public void checkTimers() {
    long now = time.nanos();
    end(
        call -> now - call.began() > PATIENCE.toNanos(),
        call -> {
          call.late().set(true);
          giveUp(call.dialog(), call.title());
        });
  }

  /** Closes the calls of a dialog whose next reply begins. */
  public void giveWay(DialogId dialog) {
    end(call -> call.dialog().equals(dialog), call -> giveUp(dialog, call.title()));
  }

  /** Closes the calls of a deleted dialog. */
  public void discard(DialogId dialog) {
    untitled.remove(dialog);
    end(call -> call.dialog().equals(dialog), _ -> {});
  }

  /** Closes the calls of an erased visitor. */
  public void discard(Visitor visitor) {
    end(call -> call.visitor().equals(visitor), _ -> {});
  }

  /** Closes all calls; does not wait for them. */
  public void close() {
    end(_ -> true, _ -> {});
  }

  private void end(Predicate<Call> which, Consumer<Call> before) {
    calls.stream()
        .filter(which)
        .forEach(call -> {
          before.accept(call);
          call.stream().close();
        });
  }
}
