package io.chatframe.adapter.llm.routing;

import io.chatframe.adapter.llm.request.LlmMeters;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.FailedRequest;
import io.chatframe.domain.port.llm.LlmEvent;
import io.chatframe.domain.port.llm.LlmEvent.Finished;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmStream;
import io.chatframe.domain.port.llm.ProviderError;
import io.chatframe.domain.port.llm.RequestUse;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream that asks one model after the other until the first payload arrives, and then stays with
 * that model. While it waits, it emits {@link LlmEvent.Queued} from time to time and whenever it
 * moves to the next model. It enforces each provider's own limit on that wait.
 */
final class ChainStream implements LlmStream {
  /**
   * One model to ask.
   *
   * @param firstPayload the longest wait for its first payload, since its last sign of life
   */
  record Link(
      String model,
      ProviderGate gate,
      LlmMeters.Of meters,
      Duration firstPayload,
      Supplier<LlmStream> opening) {}

  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

  /** How long a closed stream may take to tell its reader so. */
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private static final Duration LONGEST_QUEUE = Duration.ofMinutes(10);
  private static final Duration LONGEST_QUEUE_BEFORE_ANOTHER = Duration.ofMinutes(2);

  private final List<Link> links;
  private final TimeSource time;

  /** Guarded by {@code this}: {@link #close} may be called from any thread. */
  private @Nullable LlmStream current;

  private ProviderGate.@Nullable Pass pass;
  private boolean closed;

  private final List<FailedRequest> failures = new CopyOnWriteArrayList<>();
  private final List<RequestUse> used = new CopyOnWriteArrayList<>();

  /** The index of the current link; written by the reading thread only, read by any. */
  private volatile int asked;

  private @Nullable CompletableFuture<LlmEvent> first;
  private long began;
  private long lastSign;

  /** Whether the current model has left its queue. */
  private boolean thinks;

  private boolean delivered;
  private boolean finished;
  private @Nullable LlmFailure failure;

  /**
   * Creates a stream that sends nothing until it is read.
   *
   * @param links at least one
   */
  ChainStream(List<Link> links, TimeSource time) {
    this.links = List.copyOf(links);
    this.time = time;
  }

  @Override
  public String model() {
    return links.get(asked).model();
  }

  @Override
  public synchronized List<FailedRequest> failures() {
    List<FailedRequest> all = new ArrayList<>(failures);
    if (current != null) {
      all.addAll(failures(current));
    }
    return all;
  }

  /** The failed requests of a stream, under the name that assistants use for its model. */
  private List<FailedRequest> failures(LlmStream stream) {
    return stream.failures().stream()
        .map(request -> new FailedRequest(model(), request.kind(), request.refusal()))
        .toList();
  }

  @Override
  public synchronized List<RequestUse> usedBefore() {
    List<RequestUse> all = new ArrayList<>(used);
    if (current != null) {
      all.addAll(used(current));
    }
    return all;
  }

  /** The usage before the last request of a stream, under the assistants' name for its model. */
  private List<RequestUse> used(LlmStream stream) {
    return stream.usedBefore().stream()
        .map(request -> new RequestUse(model(), request.usage()))
        .toList();
  }

  @Override
  public LlmEvent next() {
    if (finished) {
      throw new IllegalStateException("next() after Finished");
    }
    if (failure != null) {
      throw new LlmException(failure);
    }
    try {
      LlmEvent event = delivered ? stream().next() : awaitFirst();
      if (event instanceof Finished) {
        finished = true;
        leave();
      }
      return event;
    } catch (LlmException e) {
      return moveOn(e);
    }
  }

  /** The stream of the current model; the first call for each model opens it. */
  private synchronized LlmStream stream() {
    // A closed stream reports that itself, together with its usage.
    if (current == null) {
      requireOpen();
      Link link = links.get(asked);
      pass = link.gate().enter();
      current = link.opening().get();
      began = time.nanos();
      lastSign = began;
    }
    return current;
  }

  /** Reads in another thread, so that the wait can end before the read does. */
  private LlmEvent awaitFirst() {
    LlmStream stream = stream();
    if (first == null) {
      CompletableFuture<LlmEvent> reading = new CompletableFuture<>();
      Thread.ofVirtual().name("llm-first").start(() -> read(stream, reading));
      first = reading;
    }
    try {
      long wait = Math.min(SIGN_OF_LIFE.toNanos(), Math.max(0, patience()));
      LlmEvent event = first.get(wait, TimeUnit.NANOSECONDS);
      first = null;
      heard(event);
      return event;
    } catch (TimeoutException _) {
      if (patience() > 0) {
        return new LlmEvent.Queued();
      }
      throw new LlmException(
          new LlmFailure.Stalled("no beginning in time"), usedUntilClosed(stream, first), null);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      close();
      throw new LlmException(new LlmFailure.Closed());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LlmException told
          ? told
          : new LlmException(new LlmFailure.Broken("a defect of the adapter"), e);
    }
  }

  private static void read(LlmStream stream, CompletableFuture<LlmEvent> reading) {
    try {
      reading.complete(stream.next());
    } catch (RuntimeException e) {
      reading.completeExceptionally(e);
    }
  }

  /** Closes a stream that took too long; returns its usage, if the provider reported it. */
  private static @Nullable TokenUsage usedUntilClosed(
      LlmStream stream, CompletableFuture<LlmEvent> reading) {
    stream.close();
    try {
      return reading.get(CLOSING.toNanos(), TimeUnit.NANOSECONDS) instanceof Finished finished
          ? finished.usage().orElse(null)
          : usedWhenClosed(stream);
    } catch (ExecutionException e) {
      return e.getCause() instanceof LlmException told ? told.usage().orElse(null) : null;
    } catch (TimeoutException _) {
      return null;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** The usage of a stream that began just as it was closed. */
  private static @Nullable TokenUsage usedWhenClosed(LlmStream stream) {
    try {
      return stream.next() instanceof Finished finished ? finished.usage().orElse(null) : null;
    } catch (LlmException told) {
      return told.usage().orElse(null);
    }
  }

  private void heard(LlmEvent event) {
    if (event instanceof LlmEvent.Queued || event instanceof LlmEvent.Thinking) {
      lastSign = time.nanos();
      thinks |= event instanceof LlmEvent.Thinking;
      return;
    }
    delivered = true;
    synchronized (this) {
      if (pass != null) {
        pass.began();
      }
    }
  }

  /** How long this model may still take to begin, in nanoseconds. */
  private long patience() {
    long now = time.nanos();
    long untilLate = links.get(asked).firstPayload().toNanos() - (now - lastSign);
    if (thinks) {
      return untilLate;
    }
    Duration queue = asked < links.size() - 1 ? LONGEST_QUEUE_BEFORE_ANOTHER : LONGEST_QUEUE;
    long most = Math.max(queue.toNanos(), links.get(asked).firstPayload().toNanos());
    return Math.min(untilLate, most - (now - began));
  }

  /** Moves to the next model, if there is one and it may help. */
  private LlmEvent moveOn(LlmException e) {
    LlmFailure why = isClosed() ? new LlmFailure.Closed() : e.failure();
    abandon(why);
    boolean last = asked == links.size() - 1;
    if (delivered || last || !mayHelp(why)) {
      failure = why;
      throw why.equals(e.failure()) ? e : new LlmException(why, e.usage().orElse(null), null);
    }
    e.usage().ifPresent(usage -> used.add(new RequestUse(model(), usage)));
    int next = asked + 1;
    asked = next;
    links.get(next).meters().fallback();
    return new LlmEvent.Queued();
  }

  /**
   * An invalid request fails at any model, and a content filter must not be bypassed. But another
   * model may exist when this one does not, or have a larger context.
   */
  private static boolean mayHelp(LlmFailure failure) {
    return switch (failure) {
      case LlmFailure.Rejected(int status, ProviderError error) ->
          (status != 400 && status != 422) || error.code().equals("model_not_found");
      case LlmFailure.Closed _, LlmFailure.ContentFiltered _ -> false;
      case LlmFailure.NotAuthorised _,
          LlmFailure.RateLimited _,
          LlmFailure.Unavailable _,
          LlmFailure.Overloaded _,
          LlmFailure.Stalled _,
          LlmFailure.Broken _,
          LlmFailure.ContextTooLong _,
          LlmFailure.TooLong _,
          LlmFailure.EmptyAnswer _,
          LlmFailure.InsufficientResource _ ->
          true;
    };
  }

  private synchronized void abandon(LlmFailure why) {
    String model = links.get(asked).model();
    List<FailedRequest> requests = current == null ? List.of() : failures(current);
    failures.addAll(requests);
    // A closed gate or a late first payload is not the failure of any request.
    boolean told = !requests.isEmpty() && requests.getLast().kind().equals(why.kind());
    if (!told && !(why instanceof LlmFailure.Closed)) {
      failures.add(new FailedRequest(model, why.kind()));
    }
    if (current != null) {
      used.addAll(used(current));
      current.close();
    }
    if (pass != null) {
      pass.failed(why);
    }
    leave();
    current = null;
    first = null;
    thinks = false;
  }

  private synchronized void leave() {
    if (pass != null) {
      pass.leave();
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private void requireOpen() {
    if (closed) {
      throw new LlmException(new LlmFailure.Closed());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (current != null) {
      current.close();
    }
    leave();
  }
}
