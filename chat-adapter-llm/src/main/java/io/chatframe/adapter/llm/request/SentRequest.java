package io.chatframe.adapter.llm.request;

import io.chatframe.adapter.llm.answer.AnswerReader;
import io.chatframe.adapter.llm.answer.EventTooLongException;
import io.chatframe.adapter.llm.answer.ReceivedAnswer;
import io.chatframe.adapter.llm.answer.SseReader;
import io.chatframe.adapter.llm.http.Exchange;
import io.chatframe.adapter.llm.refusal.RequestFailedException;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.usage.TokenUsage;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One exchange with the provider: sends a request and reads its answer as events. The answer ends
 * with the protocol's end mark or with the stream. A finish reason alone does not end it, because
 * usage follows and, at some hosts, text; but if nothing follows for a while, it does.
 */
final class SentRequest {
  /** How long to wait for usage after the end of a complete answer. */
  private static final Duration AFTER_THE_END = Duration.ofSeconds(3);

  /** How long to wait for text after a finish reason; within the gap between payloads. */
  private static final Duration BEFORE_THE_ANSWER = Duration.ofSeconds(25);

  private final Exchange exchange;
  private final AnswerReader protocol;
  private final ReceivedAnswer answer;
  private final TimeSource time;
  private @Nullable SseReader reader;
  private @Nullable RequestFailedException failure;
  private long lastWritten;
  private long lastProgress;
  private boolean ended;

  SentRequest(Exchange exchange, AnswerReader protocol, ReceivedAnswer answer, TimeSource time) {
    this.exchange = exchange;
    this.protocol = protocol;
    this.answer = answer;
    this.time = time;
  }

  /** Aborts the connection at once unless the answer has ended; thread-safe. */
  void cancel() {
    exchange.cancel();
  }

  /** The usage reported so far; for the reading thread only. */
  Optional<TokenUsage> used() {
    return answer.usedSoFar();
  }

  /** Blocks for the next event; the first call sends the request. */
  LlmEvent next() throws RequestFailedException {
    if (reader == null) {
      reader = new SseReader(exchange.send(), exchange::begun);
    }
    LlmEvent event = answer.poll();
    while (event == null) {
      if (failure != null) {
        throw failure;
      }
      read(reader);
      event = answer.poll();
    }
    return event;
  }

  /** Events that came before a failure are delivered before it. */
  private void read(SseReader from) {
    try {
      take(signal(from));
    } catch (RequestFailedException e) {
      failure = e;
      exchange.tellTheOperator(e);
      if (!ended) {
        answer.breakOff();
      }
    }
  }

  private SseReader.Signal signal(SseReader from) throws RequestFailedException {
    try {
      if (answer.isFinished()) {
        Duration patience = patience();
        if (patience.isZero()) {
          return new SseReader.Signal.EndOfStream();
        }
        exchange.limitReads(patience);
      }
      return from.next();
    } catch (EventTooLongException _) {
      return endOr(answer.isWhole(), new LlmFailure.TooLong("an event"));
    } catch (SocketTimeoutException _) {
      return endOr(answer.isFinished(), new LlmFailure.Stalled("silence in the answer"));
    } catch (IOException _) {
      // The cause is dropped: the message of a bad chunk quotes what was sent.
      return endOr(answer.isWhole(), new LlmFailure.Broken("the answer was cut"));
    }
  }

  /** How much longer to wait after a finish reason, in whole milliseconds. */
  private Duration patience() {
    Duration most = answer.isWhole() ? AFTER_THE_END : BEFORE_THE_ANSWER;
    long left = most.toMillis() - Duration.ofNanos(time.nanos() - lastProgress).toMillis();
    return Duration.ofMillis(Math.max(0, left));
  }

  private static SseReader.Signal endOr(boolean over, LlmFailure failure)
      throws RequestFailedException {
    if (over) {
      return new SseReader.Signal.EndOfStream();
    }
    throw new RequestFailedException(failure, false);
  }

  private void take(SseReader.Signal signal) throws RequestFailedException {
    switch (signal) {
      case SseReader.Signal.Comment _ -> answer.queued();
      case SseReader.Signal.Event event -> take(event);
      case SseReader.Signal.EndOfStream _ -> end();
    }
  }

  private void take(SseReader.Signal.Event event) throws RequestFailedException {
    boolean before = answer.isFinished();
    try {
      protocol.read(event, answer);
    } catch (RequestFailedException e) {
      // A failure after a complete answer does not spoil it.
      if (!before || !answer.isWhole()) {
        throw e;
      }
      end();
      return;
    }
    if (answer.isDone()) {
      end();
    } else if (before != answer.isFinished() || answer.written() > lastWritten) {
      lastProgress = time.nanos();
      lastWritten = answer.written();
    }
  }

  private void end() throws RequestFailedException {
    if (ended) {
      return;
    }
    ended = true;
    try {
      answer.end();
    } finally {
      exchange.leave();
    }
  }
}
