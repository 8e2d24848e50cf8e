package io.chatframe.domain.port.limit;

import io.chatframe.domain.access.Restriction;
import java.util.Set;

/**
 * What operators forbid, on all nodes. Each method throws the exception of an unavailable storage
 * if the database does not answer within a few seconds.
 */
public interface RestrictionRepository {
  /** Adds a restriction; does nothing if it is there. */
  void add(Restriction restriction);

  /** Lifts a restriction; does nothing if there is none. */
  void lift(Restriction restriction);

  /** A number that changes with every change. */
  long version();

  Set<Restriction> all();
}
