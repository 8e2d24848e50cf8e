package io.chatframe.benchmark.start;

import io.chatframe.benchmark.load.EventLoop;
import io.chatframe.benchmark.load.Recorder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Many clients, each of which wants one stream. */
final class Crowd implements AutoCloseable {
  private static final int AT_ONCE = 64;
  private static final int LOOK_EVERY_MILLIS = 5;
  private static final long MOST_NANOS_TO_OPEN = TimeUnit.SECONDS.toNanos(120);

  private final EventLoop loop;
  private final int port;
  private final Recorder recorder = new Recorder();
  private final List<Offer> offers = new ArrayList<>();

  Crowd(EventLoop loop, int port) {
    this.loop = loop;
    this.port = port;
  }

  /**
   * Sends requests, a few at a time so that no queue of connections overflows, and serves the loop
   * until each has been accepted or refused.
   */
  void open(List<byte[]> requests) throws IOException {
    Deque<byte[]> left = new ArrayDeque<>(requests);
    Set<Offer> waiting = new LinkedHashSet<>();
    long until = System.nanoTime() + MOST_NANOS_TO_OPEN;
    while ((!left.isEmpty() || !waiting.isEmpty()) && System.nanoTime() - until < 0) {
      waiting.removeIf(each -> each.fate() != Offer.Fate.WAITING);
      while (waiting.size() < AT_ONCE && !left.isEmpty()) {
        Offer offer = new Offer(loop, port, recorder);
        offers.add(offer);
        waiting.add(offer);
        offer.send(left.removeFirst());
      }
      long look = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MILLIS);
      loop.runUntil(() -> System.nanoTime() - look >= 0);
    }
  }

  /** Serves the loop until all streams have ended; returns whether they have. */
  boolean awaitEnds(long seconds) throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!offers.stream().allMatch(Offer::hasEnded)) {
      if (System.nanoTime() - until >= 0) {
        return false;
      }
      long look = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20 * LOOK_EVERY_MILLIS);
      loop.runUntil(() -> System.nanoTime() - look >= 0);
    }
    return true;
  }

  List<Offer> offers() {
    return List.copyOf(offers);
  }

  double count(Offer.Fate fate) {
    return offers.stream().filter(each -> each.fate() == fate).count();
  }

  /** The replies that were told to their end. */
  double complete() {
    return offers.stream().filter(Offer::isComplete).count();
  }

  /** What the clients saw that was not an answer with status 200, and how often. */
  Map<String, Integer> faults() {
    return recorder.faults();
  }

  @Override
  public void close() {
    offers.forEach(Offer::close);
  }
}
