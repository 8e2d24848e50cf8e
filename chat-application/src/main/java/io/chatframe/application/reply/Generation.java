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
import io.chatframe.domain.text.TextMender;
import io.chatframe.domain.text.TextRule;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt: a model talks, the live reply grows. {@link #run} is for the attempt's own thread;
 * everything else may be called by any.
 */
final class Generation {
  private static final Logger log = LoggerFactory.getLogger(Generation.class);

  /** Why our side ended an attempt before the model did. */
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
  private volatile @Nullable LlmStream stream;
  private volatile long lastSign;
  private volatile boolean payloadSeen;
  private volatile boolean thinks;
  private volatile boolean ending;
  private boolean textBegun;
  private boolean reasoned;
  private boolean thoughtAloud;
  private Optional<Duration> thinking = Optional.empty();
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
    // What a reply begins with is journalled with it, and was thought before.
    this.journalled = reply.length();
    this.textBegun = !reply.seed().text().text().isEmpty();
    this.showReasoning = showReasoning;
    this.settings = settings;
    this.time = time;
    this.started = time.nanos();
    this.lastSign = started;
  }

  OwnedReply reply() {
    return reply;
  }

  /** The position up to which the journal has the reply; for the journal's one writer only. */
  int journalled() {
    return journalled;
  }

  void journalled(int position) {
    journalled = position;
  }

  /** Ends the attempt as stopped; the provider's connection is aborted. */
  void stop() {
    intervene(Intervention.STOPPED);
  }

  /** Cancels the attempt: the reply is deleted, or another node's. */
  void lose() {
    intervene(Intervention.LOST);
  }

  boolean lost() {
    return intervention.get() == Intervention.LOST;
  }

  /** Cancels the attempt because this node leaves; the node that takes the reply goes on. */
  void leave() {
    intervene(Intervention.LEAVING);
  }

  /** The model that talks, or talked last, or is to be asked. */
  String model() {
    LlmStream opened = stream;
    return opened == null ? request.model() : opened.model();
  }

  /** What failed on the way to it. */
  List<FailedRequest> failures() {
    LlmStream opened = stream;
    return opened == null ? List.of() : opened.failures();
  }

  /** What the attempt was asked. */
  LlmRequest request() {
    return request;
  }

  /** Whether another model than the one asked for has begun to talk; told once. For one thread. */
  boolean begunElsewhere() {
    if (knownElsewhere || !payloadSeen || model().equals(request.model())) {
      return false;
    }
    knownElsewhere = true;
    return true;
  }

  /** Ends the attempt when one of its timers has run out. */
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

  /** Whether the model talks no more, so that the reply's end is being stored or is stored. */
  boolean ending() {
    return ending;
  }

  /**
   * Reads the stream to its end and says how the reply ends; blocks as long as the model talks,
   * never throws.
   *
   * @return empty if the reply does not end here: it is lost, or left to another node
   */
  Optional<ReplyEnd> run() {
    ReplyEnd end = accounted(read());
    boolean left =
        intervention.get() == Intervention.LEAVING && end.status() != ReplyStatus.COMPLETED;
    if (left || lost()) {
      return Optional.empty();
    }
    ending = true;
    if (thoughtAloud && !showReasoning) {
      // It was shown as text before it could be known; it is not stored.
      reply.dropReasoning();
    }
    return Optional.of(end);
  }

  /**
   * What all requests of the attempt used, as their providers said, or else as estimated from what
   * the last one wrote.
   */
  private ReplyEnd accounted(ReplyEnd end) {
    LlmStream opened = stream;
    if (opened == null) {
      return end;
    }
    Optional<TokenUsage> last =
        end.usage().or(() -> payloadSeen ? Optional.of(estimate()) : Optional.empty());
    RequestUses all = RequestUses.of(opened, last);
    return end.using(all.total(), all.cost(llm));
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
      // An adapter's defect must not leave a reply without an end; the class tells enough and
      // carries no text.
      log.error("Reply {} failed by {}", reply.id(), e.getClass().getName());
      return broken(new LlmFailure.Closed(), Optional.empty());
    }
  }

  private LlmStream open() {
    LlmStream opened = llm.open(request);
    stream = opened;
    if (intervention.get() != null) {
      // It was ended before there was anything to close.
      opened.close();
    }
    return opened;
  }

  private void take(LlmEvent event) {
    // A queue's word extends the wait for the first payload only; afterwards it proves a
    // connection, not progress.
    if (!(payloadSeen && event instanceof LlmEvent.Queued)) {
      lastSign = time.nanos();
    }
    switch (event) {
      case LlmEvent.Thinking _ -> thinks = true;
      case LlmEvent.Reasoning more -> takeReasoning(more.piece());
      case LlmEvent.Text more -> takeText(more.piece());
      case LlmEvent.TextWasReasoning _ -> withdrawText();
      case LlmEvent.ReasoningWasText more -> publishReasoning(more.text());
      case LlmEvent.Queued _, LlmEvent.Finished _ -> {}
    }
  }

  /** What was shown as the answer was a thought. */
  private void withdrawText() {
    reply.appendText(textMender.end());
    boolean begunBefore = !reply.seed().text().text().isEmpty();
    reply.textWasReasoning();
    textBegun = begunBefore;
    reasoned = true;
    thoughtAloud = true;
    thinking = Optional.empty();
  }

  /** What was shown as a thought is the answer, unless it was not shown. */
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

  /** A reply completes with something to show, whatever its provider takes for an answer. */
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
    // What goes on from a text may have nothing to add.
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
