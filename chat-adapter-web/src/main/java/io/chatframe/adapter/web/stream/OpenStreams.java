package io.chatframe.adapter.web.stream;

import io.chatframe.adapter.web.problem.Problem;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.ProblemKind;
import io.chatframe.domain.Visitor;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Limits open streams, in total and per visitor. Thread-safe; never blocks. */
public final class OpenStreams {
  private static final long RETRY_SECONDS = 5;

  private final int most;
  private final int mostPerVisitor;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<Visitor, Integer> ofVisitors = new ConcurrentHashMap<>();

  public OpenStreams(int most, int mostPerVisitor) {
    this.most = most;
    this.mostPerVisitor = mostPerVisitor;
  }

  /** A place among the open streams. Closing it frees the place; idempotent. */
  public final class StreamPlace implements AutoCloseable {
    private final Visitor visitor;
    private final AtomicBoolean taken = new AtomicBoolean(true);

    private StreamPlace(Visitor visitor) {
      this.visitor = visitor;
    }

    @Override
    public void close() {
      if (taken.compareAndSet(true, false)) {
        ofVisitors.computeIfPresent(visitor, (_, count) -> count == 1 ? null : count - 1);
        open.decrementAndGet();
      }
    }
  }

  /**
   * Takes a place.
   *
   * @throws ProblemException if there is none: {@code overloaded} or {@code too-many-streams}
   */
  public StreamPlace take(Visitor visitor) {
    if (open.incrementAndGet() > most) {
      open.decrementAndGet();
      throw new ProblemException(overloaded());
    }
    if (ofVisitors.merge(visitor, 1, Integer::sum) > mostPerVisitor) {
      new StreamPlace(visitor).close();
      throw new ProblemException(
          Problem.of(
                  ProblemKind.TOO_MANY_STREAMS,
                  "%d are open for this visitor already".formatted(mostPerVisitor))
              .retryAfter(RETRY_SECONDS));
    }
    return new StreamPlace(visitor);
  }

  /** The number of open streams. */
  public int count() {
    return open.get();
  }

  /** The problem for a client if the server is full. */
  public static Problem overloaded() {
    return Problem.of(ProblemKind.OVERLOADED, "The server serves as many streams as it can")
        .retryAfter(RETRY_SECONDS);
  }
}
