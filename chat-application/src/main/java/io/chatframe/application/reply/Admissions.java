package io.chatframe.application.reply;

import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reserves capacity for replies about to begin. A place is held from admission until the reply runs
 * or is refused, so that concurrent requests are not all promised the same one. Requests of which
 * at most one can begin a reply share a place. Thread-safe.
 */
public final class Admissions {
  /** Reference counts of the held places. */
  private final Map<Wish, Integer> held = new HashMap<>();

  private record Wish(Visitor visitor, UUID subject) {}

  /** Decides by the number of other held places: in total and for this visitor. */
  interface Rule {
    Optional<Refusal> refusal(int others, int othersOfVisitor);
  }

  /**
   * A place, or the reason why there is none. Close it once the outcome of the request is known.
   */
  public final class Admission implements AutoCloseable {
    private final Optional<Refusal> refusal;
    private Optional<Wish> wish;

    private Admission(Optional<Refusal> refusal, Optional<Wish> wish) {
      this.refusal = refusal;
      this.wish = wish;
    }

    /** Empty if there is a place. */
    public Optional<Refusal> refusal() {
      return refusal;
    }

    /**
     * Runs {@code run}, which registers the reply, and frees the place atomically, so that nobody
     * counts both.
     */
    void exchange(Runnable run) {
      synchronized (Admissions.this) {
        run.run();
        close();
      }
    }

    @Override
    public void close() {
      synchronized (Admissions.this) {
        wish.ifPresent(known ->
            held.computeIfPresent(known, (_, holders) -> holders == 1 ? null : holders - 1));
        wish = Optional.empty();
      }
    }
  }

  /** For a reply that needs no place because it was already admitted elsewhere. */
  Admission unlimited() {
    return new Admission(Optional.empty(), Optional.empty());
  }

  synchronized Admission admit(Visitor visitor, UUID subject, Rule rule) {
    var wish = new Wish(visitor, subject);
    List<Wish> others = held.keySet().stream().filter(other -> !other.equals(wish)).toList();
    long ofVisitor = others.stream().filter(other -> other.visitor.equals(visitor)).count();
    Optional<Refusal> refusal = rule.refusal(others.size(), Math.toIntExact(ofVisitor));
    if (refusal.isPresent()) {
      return new Admission(refusal, Optional.empty());
    }
    held.merge(wish, 1, Integer::sum);
    return new Admission(refusal, Optional.of(wish));
  }
}
