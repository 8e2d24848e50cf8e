package io.chatframe.adapter.llm.scripted;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmModel;
import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.LlmStream;
import io.chatframe.domain.usage.TokenUsage;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A complete adapter on one screen, as a template for others: it echoes the words of the question.
 * The adapter guide walks through it.
 */
final class EchoLlm implements LlmPort {
  /** The behaviour of this one; a real adapter has a provider for that. */
  enum Mood {
    TALKING,
    SILENT,
    SILENT_AFTER_ONE_PIECE,
    FAILING_AFTER_ONE_PIECE
  }

  private final Mood mood;

  EchoLlm(Mood mood) {
    this.mood = mood;
  }

  @Override
  public LlmModel model(String name) {
    return new LlmModel(name, 32_000, false, Optional.empty());
  }

  @Override
  public LlmStream open(LlmRequest request) {
    return new EchoStream(request);
  }

  private final class EchoStream implements LlmStream {
    private final LlmRequest request;
    private final Queue<String> words;
    private final CountDownLatch closed = new CountDownLatch(1);
    private int given;
    private @Nullable LlmFailure failure;

    EchoStream(LlmRequest request) {
      this.request = request;
      words =
          new ArrayDeque<>(
              List.of(request.messages().getLast().text().splitWithDelimiters(" ", 0)));
    }

    @Override
    public String model() {
      return request.model();
    }

    @Override
    public LlmEvent next() {
      if (failure != null) {
        throw new LlmException(failure);
      }
      if (closed.getCount() == 0) {
        throw failed(new LlmFailure.Closed());
      }
      if (mood == Mood.SILENT || (given > 0 && mood == Mood.SILENT_AFTER_ONE_PIECE)) {
        awaitClose();
      }
      if (given > 0 && mood == Mood.FAILING_AFTER_ONE_PIECE) {
        throw failed(new LlmFailure.Broken("as it was made to"));
      }
      String word = words.poll();
      if (word != null) {
        given++;
        return new LlmEvent.Text(word);
      }
      return new LlmEvent.Finished(
          FinishReason.STOP, Optional.of(new TokenUsage(given, 0, given, 0, true)));
    }

    private void awaitClose() {
      try {
        closed.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      throw failed(new LlmFailure.Closed());
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
}
