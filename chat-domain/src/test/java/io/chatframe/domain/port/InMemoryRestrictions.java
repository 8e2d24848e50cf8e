package io.chatframe.domain.port;

import io.chatframe.domain.access.Restriction;
import io.chatframe.domain.port.limit.RestrictionRepository;
import java.util.HashSet;
import java.util.Set;

/** Restrictions in memory. */
public final class InMemoryRestrictions implements RestrictionRepository {
  private final Set<Restriction> all = new HashSet<>();
  private long version;

  @Override
  public synchronized void add(Restriction restriction) {
    all.add(restriction);
    version++;
  }

  @Override
  public synchronized void lift(Restriction restriction) {
    all.remove(restriction);
    version++;
  }

  @Override
  public synchronized long version() {
    return version;
  }

  @Override
  public synchronized Set<Restriction> all() {
    return Set.copyOf(all);
  }
}
