package io.chatframe.adapter.llm.request;

import io.chatframe.adapter.llm.refusal.ProviderRefusal;
import io.chatframe.adapter.llm.refusal.RequestFailedException;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.FailedRequest;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmStream;
import io.chatframe.domain.port.llm.RequestUse;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A stream that sends requests until the first payload arrives, and then stays with that one. */
final class RetryingStream implements LlmStream {
  private final AdaptiveRequest asking;
  private final LlmMeters.Of meters;
  private final Backoff backoff;
  private final TimeSource time;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Guarded by {@code this}: {@link #close} may be called from any thread. */
  private @Nullable SentRequest current;

  /** The request that was read last; used by the reading thread only. */
  private @Nullable SentRequest read;

  private final List<FailedRequest> failures = new CopyOnWriteArrayList<>();
  private final List<RequestUse> used = new CopyOnWriteArrayList<>();
  private OptionalLong begun = OptionalLong.empty();
  private int retries;
  private int loading;
  private boolean delivered;
  private boolean finished;
  private @Nullable LlmFailure failure;

  RetryingStream(AdaptiveRequest asking, LlmMeters.Of meters, Backoff backoff, TimeSource time) {
    this.asking = asking;
    this.meters = meters;
    this.backoff = backoff;
    this.time = time;
  }

  @Override
  public String model() {
    return asking.model();
  }

  @Override
  public List<FailedRequest> failures() {
    return List.copyOf(failures);
  }

  @Override
  public List<RequestUse> usedBefore() {
    return List.copyOf(used);
  }

  @Override
  public LlmEvent next() {
    if (finished) {
      throw new IllegalStateException("next() after Finished");
    }
    if (failure != null) {
      throw new LlmException(failure);
    }
    while (true) {
      try {
        read = request();
        LlmEvent event = read.next();
        requireOpen();
        if (!delivered && isPayload(event)) {
          delivered = true;
          asking.answered();
        }
        finished = event instanceof LlmEvent.Finished;
        return event;
      } catch (RequestFailedException e) {
        giveUpOrWait(e);
      }
    }
  }

  /** Signs of life do not count: another request can repeat them. */
  private static boolean isPayload(LlmEvent event) {
    return switch (event) {
      case LlmEvent.Queued _, LlmEvent.Thinking _ -> false;
      case LlmEvent.Reasoning _,
          LlmEvent.Text _,
          LlmEvent.TextWasReasoning _,
          LlmEvent.ReasoningWasText _,
          LlmEvent.Finished _ ->
          true;
    };
  }

  private synchronized SentRequest request() {
    requireOpen();
    if (current == null) {
      if (begun.isEmpty()) {
        begun = OptionalLong.of(time.nanos());
      }
      meters.request();
      current = asking.request();
    }
    return current;
  }

  private void giveUpOrWait(RequestFailedException e) {
    abandon();
    requireOpen();
    Duration elapsed = Duration.ofNanos(time.nanos() - begun.orElse(time.nanos()));
    if (isLoading(e) && !delivered && elapsed.compareTo(asking.patience()) < 0) {
      keepUse();
      if (loading == 0) {
        asking.logLoading();
      }
      pause(backoff.whileLoading(loading++));
      return;
    }
    meters.failure(e.failure());
    failures.add(
        new FailedRequest(
            asking.model(), e.failure().kind(), e.refusal().map(ProviderRefusal::told).orElse("")));
    if (!delivered && elapsed.compareTo(Backoff.ALL_IN_ALL) < 0 && asking.adapt(e)) {
      keepUse();
      return;
    }
    Optional<Duration> wait =
        delivered || !e.repeatable()
            ? Optional.empty()
            : backoff.before(retries, e.failure(), elapsed);
    if (wait.isEmpty()) {
      LlmFailure reported = asking.failure(e.failure());
      failure = reported;
      throw new LlmException(reported, usedByLast(), e);
    }
    keepUse();
    retries++;
    pause(wait.get());
  }

  private static boolean isLoading(RequestFailedException e) {
    return e.refusal()
        .filter(refusal -> refusal.kind() == ProviderRefusal.Kind.LOADING)
        .isPresent();
  }

  private void keepUse() {
    TokenUsage usage = usedByLast();
    if (usage != null) {
      used.add(new RequestUse(asking.model(), usage));
    }
    read = null;
  }

  private @Nullable TokenUsage usedByLast() {
    return read == null ? null : read.used().orElse(null);
  }

  private synchronized void abandon() {
    if (current != null) {
      current.cancel();
    }
    current = null;
  }

  private void pause(Duration wait) {
    try {
      if (closed.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        requireOpen();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      requireOpen();
    }
  }

  /** An interrupt closes the stream too, since it closes a virtual thread's socket. */
  private void requireOpen() {
    if (Thread.currentThread().isInterrupted()) {
      close();
    }
    if (closed.getCount() == 0) {
      failure = new LlmFailure.Closed();
      throw new LlmException(failure, usedByLast(), null);
    }
  }

  @Override
  public void close() {
    SentRequest running;
    synchronized (this) {
      closed.countDown();
      running = current;
      current = null;
    }
    if (running != null) {
      running.cancel();
    }
  }
}
