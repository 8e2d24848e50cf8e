package io.chatframe.domain.port.llm;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a {@link ScriptedLlm}: the test writes at one end, the code under test reads at the
 * other.
 */
public final class ScriptedLlmStream implements LlmStream {
  private sealed interface Step {}

  private record Emit(LlmEvent event) implements Step {}

  private record Fail(LlmFailure failure, @Nullable TokenUsage usage) implements Step {}

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final TokenUsage USAGE = new TokenUsage(10, 0, 5, 0, false);

  private final List<FailedRequest> failures = new CopyOnWriteArrayList<>();
  private final List<RequestUse> used = new CopyOnWriteArrayList<>();
  private final BlockingDeque<Step> steps = new LinkedBlockingDeque<>();
  private final AtomicBoolean sent = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Consumer<ScriptedLlmStream> whenSent;
  private volatile @Nullable LlmRequest request;
  private volatile @Nullable String talking;
  private volatile boolean finished;

  ScriptedLlmStream(Consumer<ScriptedLlmStream> whenSent) {
    this.whenSent = whenSent;
  }

  void openedWith(LlmRequest request) {
    this.request = request;
  }

  /** The request; fails until the stream is opened. */
  public LlmRequest request() {
    return Objects.requireNonNull(request, "not opened yet");
  }

  @Override
  public String model() {
    String fallback = talking;
    return fallback == null ? request().model() : fallback;
  }

  /** Makes another model answer than the requested one. */
  public ScriptedLlmStream talkingAs(String model) {
    talking = model;
    return this;
  }

  @Override
  public List<FailedRequest> failures() {
    return List.copyOf(failures);
  }

  /** Simulates a request that failed before this one. */
  public ScriptedLlmStream after(FailedRequest failure) {
    failures.add(failure);
    return this;
  }

  /** Sends {@code event} to the reader after everything scripted before. */
  public ScriptedLlmStream emit(LlmEvent event) {
    steps.addLast(new Emit(event));
    return this;
  }

  public ScriptedLlmStream text(String piece) {
    return emit(new LlmEvent.Text(piece));
  }

  public ScriptedLlmStream reasoning(String piece) {
    return emit(new LlmEvent.Reasoning(piece));
  }

  /** Ends the stream by a failure. */
  public void fail(LlmFailure failure) {
    steps.addLast(new Fail(failure, null));
  }

  /** Ends the stream with a failure and the provider's token counts. */
  public void fail(LlmFailure failure, TokenUsage usage) {
    steps.addLast(new Fail(failure, usage));
  }

  /** Simulates the usage of a request that failed before this one. */
  public ScriptedLlmStream usedBefore(RequestUse use) {
    used.add(use);
    return this;
  }

  @Override
  public List<RequestUse> usedBefore() {
    return List.copyOf(used);
  }

  /** Ends the stream normally, with 10 input and 5 output tokens. */
  public void finish() {
    finish(FinishReason.STOP, Optional.of(USAGE));
  }

  public void finish(FinishReason reason, Optional<TokenUsage> usage) {
    emit(new LlmEvent.Finished(reason, usage));
  }

  /** Whether the code under test has read everything scripted. */
  public boolean drained() {
    return steps.isEmpty();
  }

  /** Whether the code under test has closed its end. */
  public boolean closed() {
    return closed.getCount() == 0;
  }

  /** Waits until the code under test has closed its end, at most 10 seconds. */
  public void awaitClosed() {
    try {
      if (!closed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("The stream was not closed within " + PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for the close", e);
    }
  }

  @Override
  public LlmEvent next() {
    if (finished) {
      throw new IllegalStateException("next() after Finished");
    }
    if (!closed() && sent.compareAndSet(false, true)) {
      whenSent.accept(this);
    }
    return switch (take()) {
      case Emit(LlmEvent event) -> {
        finished = event instanceof LlmEvent.Finished;
        yield event;
      }
      case Fail fail -> {
        // Repeat the failure for further calls.
        steps.addFirst(fail);
        throw new LlmException(fail.failure(), fail.usage(), null);
      }
    };
  }

  private Step take() {
    try {
      Step step = steps.takeFirst();
      // A step taken while close() ran must not be seen after it.
      return closed() ? new Fail(new LlmFailure.Closed(), null) : step;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LlmException(new LlmFailure.Closed(), e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    steps.addFirst(new Fail(new LlmFailure.Closed(), null));
  }
}
