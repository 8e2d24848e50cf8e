package io.chatframe.adapter.llm.demo;

import io.chatframe.adapter.llm.refusal.ProviderStatus;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmStream;
import io.chatframe.domain.port.llm.ProviderError;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An answer of the demo, streamed in pieces like a model's. */
final class DemoStream implements LlmStream {
  /** About a token: up to six letters, or one other character, with the white space before it. */
  private static final Pattern PIECE =
      Pattern.compile("\\s*(?:[\\p{L}\\p{N}]{1,6}|\\P{L})|\\s+", Pattern.DOTALL);

  private static final int CHARACTERS_PER_TOKEN = 4;

  private final DemoAnswer answer;
  private final List<String> reasoning;
  private final List<String> text;
  private final TimeSource time;
  private final long gap;
  private final CountDownLatch closed = new CountDownLatch(1);
  private long begun;
  private int given;
  private boolean finished;
  private @Nullable LlmFailure failure;

  DemoStream(DemoAnswer answer, TimeSource time, Duration pace) {
    this.answer = answer;
    this.time = time;
    reasoning = pieces(answer.reasoning());
    text = pieces(answer.text());
    gap = pace.toNanos() * answer.slowness();
  }

  private static List<String> pieces(String whole) {
    return PIECE.matcher(whole).results().map(MatchResult::group).toList();
  }

  @Override
  public String model() {
    return "demo";
  }

  @Override
  public LlmEvent next() {
    if (finished) {
      throw new IllegalStateException("next() after Finished");
    }
    if (failure != null) {
      throw new LlmException(failure);
    }
    awaitTurn();
    if (given < reasoning.size()) {
      return new LlmEvent.Reasoning(reasoning.get(given++));
    }
    if (given < reasoning.size() + text.size()) {
      return new LlmEvent.Text(text.get(given++ - reasoning.size()));
    }
    return end();
  }

  private LlmEvent end() {
    return switch (answer.end()) {
      case DemoAnswer.Ending.Whole _ -> {
        finished = true;
        yield new LlmEvent.Finished(FinishReason.STOP, Optional.of(usage()));
      }
      case DemoAnswer.Ending.Stall _ -> {
        waitOrFail(Long.MAX_VALUE);
        throw failed(new LlmFailure.Stalled("the demo was asked to"));
      }
      case DemoAnswer.Ending.ConnectionLoss _ ->
          throw failed(new LlmFailure.Broken("the demo was asked to"));
      case DemoAnswer.Ending.ErrorStatus(int status) ->
          throw failed(ProviderStatus.failure(status, ProviderError.NONE, Optional.empty()));
    };
  }

  private TokenUsage usage() {
    return new TokenUsage(answer.asked() / CHARACTERS_PER_TOKEN, 0, given, reasoning.size(), true);
  }

  /** Each piece is timed from the beginning, so that small delays do not add up. */
  private void awaitTurn() {
    long now = time.nanos();
    if (given == 0) {
      begun = now;
    }
    waitOrFail(Math.max(0, begun + given * gap - now));
  }

  private void waitOrFail(long nanos) {
    try {
      if (closed.await(nanos, TimeUnit.NANOSECONDS)) {
        throw failed(new LlmFailure.Closed());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw failed(new LlmFailure.Closed());
    }
  }

  private LlmException failed(LlmFailure why) {
    failure = why;
    return new LlmException(why);
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
