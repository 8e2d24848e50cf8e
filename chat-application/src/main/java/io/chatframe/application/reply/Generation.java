package io.chatframe.application.reply;

import io.chatframe.application.prompt.RequestUses;
import io.chatframe.application.prompt.TokenEstimate;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyError;
import io.chatframe.domain.ReplyErrorCode;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.FailedRequest;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.LlmStream;
import io.chatframe.domain.port.metric.AttemptPace;
import io.chatframe.domain.text.TextMender;
import io.chatframe.domain.text.TextRule;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at a reply: appends a model's output to the live reply. Only the attempt's own thread
 * calls {@link #run}; all other methods may be called from any thread.
 */
final class Generation {
  private static final Logger log = LoggerFactory.getLogger(Generation.class);

  /** Why this server ended an attempt before the model finished. */
  private enum Intervention {
    STOPPED,
    LOST,
    LEAVING,
    TIMED_OUT,
    TOO_LONG
  }

  private final OwnedReply reply;
  private final LlmRequest request;
  private final LlmPort llm;
  private final boolean showReasoning;
  private final EngineSettings settings;
  private final TimeSource time;
  private final AtomicReference<@Nullable Intervention> intervention = new AtomicReference<>();
  private final TextMender reasoningMender = new TextMender();
  private final TextMender textMender = new TextMender();
  private final long started;
  private final PaceMeter pace;
  private volatile @Nullable LlmStream stream;
  private volatile long lastSign;
  private volatile boolean payloadSeen;
  private volatile boolean thinks;
  private volatile boolean ending;
  private boolean textBegun;
  private boolean reasoned;
  private boolean thoughtAloud;
  private Optional<Duration> thinking = Optional.empty();
  private OptionalLong cost = OptionalLong.empty();
  private RequestUses uses = new RequestUses(List.of());
  private int journalled;
  private boolean knownElsewhere;

  Generation(
      OwnedReply reply,
      LlmRequest request,
      LlmPort llm,
      boolean showReasoning,
      EngineSettings settings,
      TimeSource time) {
    this.reply = reply;
    this.request = request;
    this.llm = llm;
    // The initial text of a reply is already journalled, and its reasoning is over.
    this.journalled = reply.length();
    this.textBegun = !reply.seed().text().text().isEmpty();
    this.showReasoning = showReasoning;
    this.settings = settings;
    this.time = time;
    this.started = time.nanos();
    this.pace = new PaceMeter(started);
    this.lastSign = started;
  }

  OwnedReply reply() {
    return reply;
  }

  /** The position up to which the reply is journalled; only for the journal writer. */
  int journalled() {
    return journalled;
  }

  void journalled(int position) {
    journalled = position;
  }

  /** Ends the attempt as stopped and aborts the provider's connection. */
  void stop() {
    intervene(Intervention.STOPPED);
  }

  /** Cancels the attempt because the reply was deleted or another node owns it. */
  void lose() {
    intervene(Intervention.LOST);
  }

  boolean lost() {
    return intervention.get() == Intervention.LOST;
  }

  /** Cancels the attempt because this node is stopping; the node that takes over continues. */
  void leave() {
    intervene(Intervention.LEAVING);
  }

  /** The model that is answering, answered last, or will be asked. */
  String model() {
    LlmStream opened = stream;
    return opened == null ? request.model() : opened.model();
  }

  /** The requests that failed before. */
  List<FailedRequest> failures() {
    LlmStream opened = stream;
    return opened == null ? List.of() : opened.failures();
  }

  LlmRequest request() {
    return request;
  }

  /** Whether a fallback model has begun to answer; true only once. For one thread. */
  boolean begunElsewhere() {
    if (knownElsewhere || !payloadSeen || model().equals(request.model())) {
      return false;
    }
    knownElsewhere = true;
    return true;
  }

  /** Ends the attempt if one of its timeouts has expired. */
  void checkTimers() {
    if (ending) {
      return;
    }
    long now = time.nanos();
    Duration quiet =
        payloadSeen ? settings.patience().payloadGap() : settings.patience().firstPayload();
    boolean expired =
        now - lastSign > quiet.toNanos()
            || now - started > settings.patience().total().toNanos()
            || (!payloadSeen && !thinks && now - started > settings.patience().queue().toNanos());
    if (expired) {
      intervene(Intervention.TIMED_OUT);
    }
  }

  private void intervene(Intervention why) {
    LlmStream opened = intervention.compareAndSet(null, why) ? stream : null;
    if (opened != null) {
      opened.close();
    }
  }

  /** What the attempt cost in millionths, once it has run. */
  OptionalLong cost() {
    return cost;
  }

  /** What its requests used, once it has run. */
  RequestUses uses() {
    return uses;
  }

  /** How fast the model wrote, once it has run; empty if it wrote nothing. */
  Optional<AttemptPace> pace() {
    return pace.pace();
  }

  /** Whether the model has finished, so that the reply's end is being stored or is stored. */
  boolean ending() {
    return ending;
  }

  /**
   * Reads the stream to its end and returns how the reply ends. Blocks while the model generates;
   * never throws.
   *
   * @return empty if the reply does not end here, because it is lost or left to another node
   */
  Optional<ReplyEnd> run() {
    ReplyEnd end = accounted(read());
    cost = end.cost().map(Money::micros).map(OptionalLong::of).orElseGet(() -> OptionalLong.of(0));
    boolean left =
        intervention.get() == Intervention.LEAVING && end.status() != ReplyStatus.COMPLETED;
    if (left || lost()) {
      return Optional.empty();
    }
    ending = true;
    if (thoughtAloud && !showReasoning) {
      // It was shown as text before it was known to be reasoning; it is not stored.
      reply.dropReasoning();
    }
    return Optional.of(end);
  }

  /**
   * Adds the usage of all requests of the attempt, as reported by the providers; if the last one
   * reported none, it is estimated from its output.
   */
  private ReplyEnd accounted(ReplyEnd end) {
    LlmStream opened = stream;
    if (opened == null) {
      return end;
    }
    Optional<TokenUsage> last =
        end.usage().or(() -> payloadSeen ? Optional.of(estimate()) : Optional.empty());
    uses = RequestUses.of(opened, last);
    return end.using(uses.total(), uses.cost(llm));
  }

  private TokenUsage estimate() {
    ReplyText written = reply.from(reply.seed().text().length());
    return TokenEstimate.of(request, written);
  }

  private ReplyEnd read() {
    try (LlmStream opened = open()) {
      while (true) {
        LlmEvent event = opened.next();
        if (event instanceof LlmEvent.Finished finished) {
          return finished(finished);
        }
        take(event);
        if (reply.length() > settings.bounds().length()) {
          intervene(Intervention.TOO_LONG);
        }
      }
    } catch (LlmException e) {
      return broken(e.failure(), e.usage());
    } catch (RuntimeException e) {
      // A bug in an adapter must not leave a reply without an end. Only the class is logged,
      // because a message may quote texts.
      log.error("Reply {} failed with {}", reply.id(), e.getClass().getName());
      return broken(new LlmFailure.Closed(), Optional.empty());
    }
  }

  private LlmStream open() {
    LlmStream opened = llm.open(request);
    stream = opened;
    if (intervention.get() != null) {
      // The attempt was ended before there was a stream to close.
      opened.close();
    }
    return opened;
  }

  private void take(LlmEvent event) {
    long now = time.nanos();
    // A queue event extends only the wait for the first payload; afterwards it proves that the
    // connection is alive, not progress.
    if (!(payloadSeen && event instanceof LlmEvent.Queued)) {
      lastSign = now;
    }
    switch (event) {
      case LlmEvent.Thinking _ -> thinks = true;
      case LlmEvent.Reasoning more -> {
        pace.piece(now);
        takeReasoning(more.piece());
      }
      case LlmEvent.Text more -> {
        pace.piece(now);
        takeText(more.piece());
      }
      case LlmEvent.TextWasReasoning _ -> withdrawText();
      case LlmEvent.ReasoningWasText more -> publishReasoning(more.text());
      case LlmEvent.Queued _, LlmEvent.Finished _ -> {}
    }
  }

  /** Turns text that was published as the answer into reasoning. */
  private void withdrawText() {
    reply.appendText(textMender.end());
    boolean begunBefore = !reply.seed().text().text().isEmpty();
    reply.textWasReasoning();
    textBegun = begunBefore;
    reasoned = true;
    thoughtAloud = true;
    thinking = Optional.empty();
  }

  /** Turns published reasoning into the answer; appends it as text if it was not shown. */
  private void publishReasoning(String text) {
    String rest = reasoningMender.end();
    if (showReasoning && !textBegun) {
      reply.appendReasoning(rest);
      reply.reasoningWasText(text.length());
      textBegun = true;
    } else {
      takeText(text);
    }
    reasoned = false;
    thinking = Optional.empty();
  }

  private void takeReasoning(String piece) {
    payloadSeen = true;
    if (textBegun) {
      return;
    }
    reasoned = true;
    if (showReasoning) {
      reply.appendReasoning(reasoningMender.mend(piece));
    }
  }

  private void takeText(String piece) {
    payloadSeen = true;
    if (!textBegun) {
      textBegun = true;
      reply.appendReasoning(reasoningMender.end());
      thinking = thought();
    }
    String mended = textMender.mend(piece);
    if (!mended.isEmpty()) {
      reply.appendText(mended);
    }
  }

  private Optional<Duration> thought() {
    return reasoned ? Optional.of(Duration.ofNanos(time.nanos() - started)) : Optional.empty();
  }

  private void mendEnds() {
    reply.appendReasoning(reasoningMender.end());
    String rest = textMender.end();
    if (!rest.isEmpty()) {
      reply.appendText(rest);
    }
    if (!textBegun) {
      thinking = thought();
    }
  }

  /** Completes the reply only if it has visible text, whatever the provider reports. */
  private ReplyEnd finished(LlmEvent.Finished finished) {
    mendEnds();
    return TextRule.isBlank(reply.snapshot().text().text())
        ? broken(new LlmFailure.EmptyAnswer(finished.reason()), finished.usage())
        : ended(ReplyEnd.completed(finished.reason(), time.now()), finished.usage());
  }

  private ReplyEnd broken(LlmFailure failure, Optional<TokenUsage> usage) {
    mendEnds();
    return ended(end(failure), usage);
  }

  private ReplyEnd ended(ReplyEnd end, Optional<TokenUsage> usage) {
    return end.after(thinking).using(usage, Optional.empty());
  }

  private ReplyEnd end(LlmFailure failure) {
    return switch (intervention.get()) {
      case null -> brokenByItself(failure);
      case STOPPED -> ReplyEnd.stopped(time.now());
      case LOST, LEAVING -> ReplyEnd.interrupted(time.now());
      case TIMED_OUT -> failed(ReplyErrorCode.PROVIDER_TIMEOUT);
      case TOO_LONG -> failed(ReplyErrorCode.TOO_LONG);
    };
  }

  private ReplyEnd brokenByItself(LlmFailure failure) {
    // A continuation may have nothing to add.
    if (failure instanceof LlmFailure.EmptyAnswer(FinishReason reason)
        && !TextRule.isBlank(reply.seed().text().text())) {
      return ReplyEnd.completed(reason, time.now());
    }
    log.warn("Reply {} failed: {}", reply.id(), failure);
    return ReplyEnd.failed(failure.asReplyError(), time.now());
  }

  private ReplyEnd failed(ReplyErrorCode code) {
    log.warn("Reply {} failed: {}", reply.id(), code.wireName());
    return ReplyEnd.failed(ReplyError.of(code), time.now());
  }
}
