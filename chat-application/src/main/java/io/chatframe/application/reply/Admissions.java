package io.chatframe.application.reply;

import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Places for replies that are about to begin: held from the question whether there is one until the
 * reply runs or was refused, so that many who ask at once are not all promised the same one.
 * Requests of which at most one can begin a reply share a place. Thread-safe.
 */
public final class Admissions {
  /** What places are held for, and by how many requests each. */
  private final Map<Wish, Integer> held = new HashMap<>();

  private record Wish(Visitor visitor, UUID subject) {}

  /** Judges by how many other places are held: in all, and for this visitor. */
  interface Rule {
    Optional<Refusal> refusal(int others, int othersOfVisitor);
  }

  /** A place, or why there is none. To be closed once it is known what became of the request. */
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

    /** Gives the place up for a reply that runs from now on: no one counts both. */
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

  /** For a reply that needs no place, because it runs already elsewhere. */
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
