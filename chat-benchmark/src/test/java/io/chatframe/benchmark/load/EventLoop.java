package io.chatframe.benchmark.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Sockets and timers on one thread, the one that calls {@link #runUntil}. */
public final class EventLoop implements AutoCloseable {
  /** Is told when its channel is ready. */
  @FunctionalInterface
  interface Ready {
    void ready(SelectionKey key) throws IOException;
  }

  private record Timer(long at, long order, Runnable task) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(at - other.at, 0);
      return byTime == 0 ? Long.compare(order, other.order) : byTime;
    }
  }

  private static final long MOST_WAIT_NANOS = 50_000_000;

  private final Selector selector;
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private long order;

  public EventLoop() throws IOException {
    selector = Selector.open();
  }

  SelectionKey register(SelectableChannel channel, int operations, Ready ready) throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, operations, ready);
  }

  /** Runs a task at a time of {@link System#nanoTime}. */
  public void at(long nanos, Runnable task) {
    timers.add(new Timer(nanos, order++, task));
  }

  /** Runs a task after some time. */
  public void after(long millis, Runnable task) {
    at(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), task);
  }

  /** Serves sockets and timers until the condition holds. */
  public void runUntil(BooleanSupplier done) throws IOException {
    while (!done.getAsBoolean()) {
      long wait = timers.isEmpty() ? MOST_WAIT_NANOS : timers.peek().at() - System.nanoTime();
      if (wait > 0) {
        // Late by a millisecond at most: a token carries the time at which it was really sent.
        selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait)));
      } else {
        selector.selectNow();
      }
      serveSockets();
      serveTimers();
    }
  }

  /** Serves them for some time. */
  public void runFor(long seconds) throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    runUntil(() -> System.nanoTime() - until >= 0);
  }

  private void serveSockets() throws IOException {
    List<SelectionKey> ready = new ArrayList<>(selector.selectedKeys());
    selector.selectedKeys().clear();
    for (SelectionKey key : ready) {
      if (key.isValid()) {
        ((Ready) key.attachment()).ready(key);
      }
    }
  }

  /** Only those that are due now: a task may add another that is due at once. */
  private void serveTimers() {
    long now = System.nanoTime();
    while (!timers.isEmpty() && timers.peek().at() - now <= 0) {
      timers.remove().task().run();
    }
  }

  /** Forgets all timers, for example those of streams that were given up. */
  public void clearTimers() {
    timers.clear();
  }

  @Override
  public void close() {
    try {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
