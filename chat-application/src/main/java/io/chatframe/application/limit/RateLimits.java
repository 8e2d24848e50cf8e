package io.chatframe.application.limit;

import io.chatframe.application.task.PeriodicTasks;
import io.chatframe.domain.limit.Rate;
import io.chatframe.domain.limit.RateKey;
import io.chatframe.domain.limit.RateScope;
import io.chatframe.domain.port.RateRepository;
import io.chatframe.domain.port.StorageUnavailableException;
import io.chatframe.domain.port.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts uses in memory and exchanges the counts with the other nodes through the database, so that
 * no use waits for it. A node learns of the others' uses of a key at its own next exchange of that
 * key; meanwhile, and while the database is unavailable, it knows only its own. Thread-safe.
 */
public final class RateLimits implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RateLimits.class);
  private static final Duration EXCHANGE = Duration.ofMillis(200);

  /**
   * A key of which a node has counted less than this share is not exchanged: most visitors' keys.
   */
  private static final int QUIET_SHARE = 10;

  /** Bounds the memory: about 30 MB. */
  private static final int MOST_KEYS = 200_000;

  private static final int MOST_AT_ONCE = 5_000;

  private final Map<RateScope, Rate> rates;
  private final RateRepository repository;
  private final TimeSource time;
  private final ConcurrentHashMap<RateKey, Count> counts = new ConcurrentHashMap<>();
  private final PeriodicTasks tasks = new PeriodicTasks();
  private boolean available = true;

  /**
   * @param rates what is allowed; a scope without a rate is not limited
   */
  public RateLimits(Map<RateScope, Rate> rates, RateRepository repository, TimeSource time) {
    this.rates = Map.copyOf(rates);
    this.repository = repository;
    this.time = time;
  }

  /** Starts the exchange. */
  public void start() {
    if (!rates.isEmpty()) {
      tasks.every(EXCHANGE, "rate limits", this::exchange);
    }
  }

  @Override
  public void close() {
    tasks.close();
  }

  /** A key that has nothing left. */
  record Refused(RateScope scope, Duration retryAfter) {}

  /** Takes one use of each key, or of none if one has nothing left. Does not block. */
  Optional<Refused> use(List<RateKey> keys) {
    for (int i = 0; i < keys.size(); i++) {
      Optional<Refused> refused = use(keys.get(i));
      if (refused.isPresent()) {
        keys.subList(0, i).forEach(this::giveBack);
        return refused;
      }
    }
    return Optional.empty();
  }

  private Optional<Refused> use(RateKey key) {
    Rate rate = rates.get(key.scope());
    if (rate == null) {
      return Optional.empty();
    }
    Count count = counts.get(key);
    if (count == null) {
      if (counts.size() >= MOST_KEYS) {
        // More networks than fit: those that are known stay limited, and so is what they share.
        return Optional.empty();
      }
      count = counts.computeIfAbsent(key, _ -> new Count(rate));
    }
    return count.use(time.nanos()).map(nanos -> new Refused(key.scope(), Duration.ofNanos(nanos)));
  }

  /** Returns a use that turned out to be none. */
  void giveBack(RateKey key) {
    Count count = counts.get(key);
    if (count != null) {
      count.giveBack();
    }
  }

  /** Exchanges all counts that are worth it; for one thread at a time. */
  void exchange() {
    var added = new HashMap<RateKey, Duration>();
    for (Map.Entry<RateKey, Count> entry : counts.entrySet()) {
      Count count = entry.getValue();
      if (count.isZero(time.nanos())) {
        // A use that is being counted at this moment is lost.
        counts.remove(entry.getKey(), count);
      } else if (added.size() < MOST_AT_ONCE) {
        long nanos = count.takeUnsent(time.nanos());
        if (nanos > 0) {
          added.put(entry.getKey(), Duration.ofNanos(nanos));
        }
      }
    }
    if (!added.isEmpty()) {
      exchange(added);
    }
  }

  private void exchange(Map<RateKey, Duration> added) {
    try {
      Map<RateKey, Duration> all = repository.exchange(added);
      long now = time.nanos();
      all.forEach((key, count) -> at(key).ifPresent(known -> known.set(now, count.toNanos())));
      available = true;
    } catch (StorageUnavailableException e) {
      added.forEach((key, count) -> at(key).ifPresent(known -> known.keepUnsent(count.toNanos())));
      if (available) {
        log.warn("Rate limits are counted by each node alone until the database is available");
      }
      available = false;
    }
  }

  private Optional<Count> at(RateKey key) {
    return Optional.ofNullable(counts.get(key));
  }

  /** The number of keys with a count above zero, for tests of what is kept. */
  int keys() {
    return counts.size();
  }

  /**
   * The uses of one key, as the moment at which all of them will have come back (the generic cell
   * rate algorithm).
   */
  private static final class Count {
    private final long spacing;
    private final long most;
    private boolean used;
    private long backAt;
    private long unsent;

    Count(Rate rate) {
      this.spacing = Math.max(1, rate.spacing().toNanos());
      this.most = spacing * rate.permits();
    }

    /** Counts a use, or returns the nanoseconds until one is possible. */
    synchronized Optional<Long> use(long now) {
      long left = left(now);
      if (left + spacing > most) {
        return Optional.of(left + spacing - most);
      }
      backAt = now + left + spacing;
      used = true;
      unsent += spacing;
      return Optional.empty();
    }

    synchronized void giveBack() {
      backAt -= spacing;
      unsent -= spacing;
    }

    synchronized boolean isZero(long now) {
      return left(now) == 0;
    }

    synchronized long takeUnsent(long now) {
      long left = left(now);
      long sent = Math.min(unsent, left);
      if (sent <= 0 || left < most / QUIET_SHARE) {
        return 0;
      }
      unsent = 0;
      return sent;
    }

    synchronized void keepUnsent(long nanos) {
      unsent += nanos;
    }

    /** Takes the count of all nodes, plus what was used here since it was asked for. */
    synchronized void set(long now, long all) {
      backAt = now + Math.max(0, all + unsent);
    }

    private long left(long now) {
      return used ? Math.max(0, backAt - now) : 0;
    }
  }
}
