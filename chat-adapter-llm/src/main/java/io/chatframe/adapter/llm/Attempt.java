package io.chatframe.adapter.llm;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.TokenUsage;
import io.chatframe.domain.port.LlmEvent;
import io.chatframe.domain.port.LlmFailure;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One exchange with the provider: a request sent, and its answer read as events. */
final class Attempt {
  /** UTF-16 code units of reasoning and answer together. */
  private static final int MAX_TEXT = 1 << 20;

  private final Exchange exchange;
  private final Seam seam;
  private final Queue<LlmEvent> pending = new ArrayDeque<>();
  private @Nullable SseReader reader;
  private @Nullable FinishReason reason;
  private Optional<TokenUsage> usage = Optional.empty();
  private int length;

  Attempt(Exchange exchange, Seam seam) {
    this.exchange = exchange;
    this.seam = seam;
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
    while (pending.isEmpty()) {
      take(signal(reader));
    }
    return pending.remove();
  }

  private static SseReader.Signal signal(SseReader reader) throws AttemptFailedException {
    try {
      return reader.next();
    } catch (EventTooLongException _) {
      throw failed(new LlmFailure.TooLong("an event"));
    } catch (SocketTimeoutException _) {
      throw failed(new LlmFailure.Stalled("silence in the answer"));
    } catch (IOException _) {
      // Not kept as a cause: a bad chunk's message quotes what was sent.
      throw failed(new LlmFailure.Broken("the answer was cut"));
    }
  }

  private void take(SseReader.Signal signal) throws AttemptFailedException {
    switch (signal) {
      case SseReader.Signal.Comment _ -> pending.add(new LlmEvent.Queued());
      case SseReader.Signal.Event(String _, String data) when data.strip().equals("[DONE]") ->
          finish();
      case SseReader.Signal.Event(String _, String data) -> take(ChatChunkJson.parse(data));
      case SseReader.Signal.End _ -> finish();
    }
  }

  private void take(ChatChunkJson chunk) throws AttemptFailedException {
    if (chunk.error().isPresent()) {
      LlmFailure failure = chunk.error().get();
      throw new AttemptFailedException(failure, !(failure instanceof LlmFailure.Broken));
    }
    length += chunk.reasoning().length() + chunk.text().length();
    if (length > MAX_TEXT) {
      throw failed(new LlmFailure.TooLong("the answer"));
    }
    if (!chunk.reasoning().isEmpty()) {
      pending.add(new LlmEvent.Reasoning(chunk.reasoning()));
    }
    String text = seam.mend(chunk.text());
    if (!text.isEmpty()) {
      pending.add(new LlmEvent.Text(text));
    }
    usage = chunk.usage().or(() -> usage);
    if (!chunk.finishReason().isEmpty()) {
      reason = reason(chunk.finishReason());
    }
  }

  private static FinishReason reason(String word) throws AttemptFailedException {
    return switch (word) {
      case "stop" -> FinishReason.STOP;
      case "length" -> FinishReason.LENGTH;
      case "content_filter" -> FinishReason.CONTENT_FILTER;
      case "insufficient_system_resource" -> throw failed(new LlmFailure.InsufficientResource());
      default -> throw failed(new LlmFailure.Broken("an unknown finish reason"));
    };
  }

  private void finish() throws AttemptFailedException {
    if (reason == null) {
      throw failed(new LlmFailure.Broken("the answer ended without a finish reason"));
    }
    pending.add(new LlmEvent.Finished(reason, usage));
    exchange.leave();
  }

  private static AttemptFailedException failed(LlmFailure failure) {
    return new AttemptFailedException(failure, false);
  }
}
