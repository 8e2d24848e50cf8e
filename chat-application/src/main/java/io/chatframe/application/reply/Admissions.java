package io.chatframe.application.reply;

import io.chatframe.domain.Visitor;
import io.chatframe.domain.port.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Places for replies that are about to begin: held from the question whether there is one until the
 * reply runs or was refused, so that many who ask at once are not all told of the same free place.
 * Requests of which at most one can begin a reply share a place. Thread-safe.
 */
public final class Admissions {
  /** A place and how many requests hold it. */
  private final Map<Place, Integer> held = new HashMap<>();

  /**
   * @param of the dialog that is to have the reply, or the reply that it is to stand beside
   */
  private record Place(Visitor visitor, Object of) {}

  /** Judges by how many other places are held: in all, and for this visitor. */
  interface Rule {
    Optional<Refusal> refusal(int others, int othersOfVisitor);
  }

  /**
   * A place, or why there is none. To be closed once the reply runs, or is known not to begin.
   *
   * @param refusal empty where there is a place
   */
  public record Admission(Optional<Refusal> refusal, Runnable giveBack) implements AutoCloseable {
    @Override
    public void close() {
      giveBack.run();
    }
  }

  synchronized Admission admit(Visitor visitor, Object of, Rule rule) {
    var place = new Place(visitor, of);
    int others = 0;
    int othersOfVisitor = 0;
    for (Place other : held.keySet()) {
      if (!other.equals(place)) {
        others++;
        othersOfVisitor += other.visitor.equals(visitor) ? 1 : 0;
      }
    }
    Optional<Refusal> refusal = rule.refusal(others, othersOfVisitor);
    if (refusal.isPresent()) {
      return new Admission(refusal, () -> {});
    }
    held.merge(place, 1, Integer::sum);
    return new Admission(refusal, () -> giveBack(place));
  }

  private synchronized void giveBack(Place place) {
    held.computeIfPresent(place, (_, holders) -> holders == 1 ? null : holders - 1);
  }
}
