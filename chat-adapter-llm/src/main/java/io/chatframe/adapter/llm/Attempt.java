package io.chatframe.adapter.llm;

import io.chatframe.domain.port.LlmEvent;
import io.chatframe.domain.port.LlmFailure;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One exchange with the provider: a request sent, and its answer read as events. */
final class Attempt {
  /** How long what was used may come after the model's end, where no mark ends the stream. */
  private static final Duration AFTER_THE_END = Duration.ofSeconds(3);

  private final Exchange exchange;
  private final AnswerReader protocol;
  private final Answer answer;
  private @Nullable SseReader reader;
  private boolean ended;

  Attempt(Exchange exchange, AnswerReader protocol, Answer answer) {
    this.exchange = exchange;
    this.protocol = protocol;
    this.answer = answer;
  }

  /** Aborts the connection at once, unless the answer has ended; from any thread. */
  void cancel() {
    exchange.cancel();
  }

  /** Blocks for the next event; the first call sends the request. */
  LlmEvent next() throws AttemptFailedException {
    if (reader == null) {
      reader = new SseReader(exchange.send());
    }
    LlmEvent event = answer.poll();
    while (event == null) {
      take(signal(reader));
      event = answer.poll();
    }
    return event;
  }

  private SseReader.Signal signal(SseReader from) throws AttemptFailedException {
    try {
      return from.next();
    } catch (EventTooLongException _) {
      throw failed(new LlmFailure.TooLong("an event"));
    } catch (SocketTimeoutException _) {
      if (answer.isFinished()) {
        return new SseReader.Signal.End();
      }
      throw failed(new LlmFailure.Stalled("silence in the answer"));
    } catch (IOException _) {
      // Not kept as a cause: a bad chunk's message quotes what was sent.
      throw failed(new LlmFailure.Broken("the answer was cut"));
    }
  }

  private void take(SseReader.Signal signal) throws AttemptFailedException {
    switch (signal) {
      case SseReader.Signal.Comment _ -> answer.queued();
      case SseReader.Signal.Event event -> {
        boolean before = answer.isFinished();
        protocol.read(event, answer);
        if (answer.isDone()) {
          end();
        } else if (!before && answer.isFinished()) {
          exchange.limitReads(AFTER_THE_END);
        }
      }
      case SseReader.Signal.End _ -> end();
    }
  }

  private void end() throws AttemptFailedException {
    if (!ended) {
      ended = true;
      answer.end();
      exchange.leave();
    }
  }

  private static AttemptFailedException failed(LlmFailure failure) {
    return new AttemptFailedException(failure, false);
  }
}
