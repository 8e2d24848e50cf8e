package io.chatframe.adapter.web.host;

import io.chatframe.adapter.web.problem.Problem;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.ProblemKind;
import io.chatframe.domain.assistant.HostKey;
import io.chatframe.domain.port.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys at one address. They are fetched anew when they are old and when a token names a key
 * that is not among them, by one thread at a time and not more often than allowed, whatever tokens
 * arrive. While the address does not answer, the old keys are used for some hours. Thread-safe.
 */
final class KeySet {
  private static final Logger log = LoggerFactory.getLogger(KeySet.class);
  private static final long FRESH_NANOS = Duration.ofMinutes(10).toNanos();
  private static final long USABLE_NANOS = Duration.ofHours(12).toNanos();
  private static final long RETRY_SECONDS = 5;

  private final URI address;
  private final KeySetFetch fetch;
  private final TimeSource time;
  private final Duration pause;
  private final Duration patience;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile FetchedKeys state;

  /**
   * What is known.
   *
   * @param read when the keys were read
   * @param tried when the last fetch ended
   * @param failed whether the last fetch failed
   */
  private record FetchedKeys(List<HostKey> keys, long read, long tried, boolean failed) {
    List<HostKey> named(Optional<String> id, long now) {
      return now - read > USABLE_NANOS
          ? List.of()
          : keys.stream().filter(key -> id.isEmpty() || key.id().equals(id)).toList();
    }

    boolean isOld(long now) {
      return keys.isEmpty() || now - read > FRESH_NANOS;
    }
  }

  /**
   * @param pause the shortest time between two fetches
   * @param patience how long to wait for a fetch by another thread
   */
  KeySet(URI address, KeySetFetch fetch, TimeSource time, Duration pause, Duration patience) {
    this.address = address;
    this.fetch = fetch;
    this.time = time;
    this.pause = pause;
    this.patience = patience;
    long before = time.nanos() - pause.toNanos() - 1;
    this.state = new FetchedKeys(List.of(), before, before, false);
  }

  /**
   * Returns the keys that a token may be signed with. May block for a fetch.
   *
   * @param id the key that the token names; empty for all
   * @throws ProblemException if they are not known because the address does not answer
   */
  List<HostKey> named(Optional<String> id) {
    long asked = time.nanos();
    if (state.isOld(asked)) {
      // With old keys at hand nobody waits for a fetch by another thread.
      refresh(asked, state.keys().isEmpty() ? patience : Duration.ZERO);
    }
    List<HostKey> found = state.named(id, asked);
    if (found.isEmpty()) {
      refresh(asked, patience);
      found = state.named(id, asked);
    }
    if (found.isEmpty() && state.failed()) {
      throw new ProblemException(
          Problem.of(
                  ProblemKind.IDENTITY_UNAVAILABLE,
                  "The keys of the identity token's host cannot be fetched now")
              .retryAfter(RETRY_SECONDS));
    }
    return found;
  }

  private void refresh(long asked, Duration longest) {
    try {
      if (fetching.tryLock(longest.toNanos(), TimeUnit.NANOSECONDS)) {
        try {
          if (time.nanos() - state.tried() >= pause.toNanos() && state.tried() - asked < 0) {
            state = fetched(state);
          }
        } finally {
          fetching.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private FetchedKeys fetched(FetchedKeys before) throws InterruptedException {
    try {
      List<HostKey> keys = fetch.fetch(address);
      if (before.failed()) {
        log.info("The identity keys of {} are there again", address.getHost());
      }
      long now = time.nanos();
      return new FetchedKeys(keys, now, now, false);
    } catch (IOException e) {
      if (!before.failed()) {
        log.warn(
            "The identity keys of {} cannot be fetched: {}", address.getHost(), e.getMessage());
      }
      return new FetchedKeys(before.keys(), before.read(), time.nanos(), true);
    }
  }
}
