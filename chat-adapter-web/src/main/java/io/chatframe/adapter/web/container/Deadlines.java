package io.chatframe.adapter.web.container;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deadline that each connection has for its present step. The input of a connection that is
 * late is ended, as if the client had sent its last byte: any reader, however deep in the
 * container, finds the end, however often a byte came in time for a read. Thread-safe; never
 * blocks.
 */
final class Deadlines {
  private static final Logger log = LoggerFactory.getLogger(Deadlines.class);
  private static final long SWEEP_MILLIS = 100;

  /** What the server waits for. */
  enum Wait {
    /** A request's line and headers. */
    HEAD,
    /** The whole body, whether or not anyone reads it. */
    BODY,
    /** The client to take the whole answer. */
    ANSWER
  }

  /** One wait for one client. */
  static final class Deadline {
    private final SocketChannel channel;
    private final Wait wait;
    private final long at;
    private volatile boolean missed;

    private Deadline(SocketChannel channel, Wait wait, Duration patience) {
      this.channel = channel;
      this.wait = wait;
      this.at = System.nanoTime() + patience.toNanos();
    }

    /** Whether it passed and the connection was cut for it. */
    boolean missed() {
      return missed;
    }

    /** Negative once it has passed. */
    long leftNanos() {
      return at - System.nanoTime();
    }

    private void cut() {
      missed = true;
      try {
        channel.shutdownInput();
        if (wait == Wait.ANSWER) {
          channel.shutdownOutput();
        }
      } catch (IOException e) {
        log.debug("A connection was closed before it was cut");
      }
    }
  }

  private final Map<SocketWrapperBase<?>, Deadline> waiting = new ConcurrentHashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Supplier<ClientPatience> patience;

  Deadlines(Supplier<ClientPatience> patience) {
    this.patience = patience;
  }

  void start() {
    Thread.ofVirtual().name("connection-deadlines").start(this::sweepOften);
  }

  void stop() {
    stopped.countDown();
  }

  /** Sets a deadline in place of any other of the connection. */
  @Nullable Deadline set(SocketWrapperBase<?> socket, Wait wait) {
    SocketChannel channel = channel(socket);
    if (channel == null) {
      return null;
    }
    Deadline deadline = begin(channel, wait);
    waiting.put(socket, deadline);
    return deadline;
  }

  /** Sets a deadline unless the connection has one. */
  void setIfNone(SocketWrapperBase<?> socket, Wait wait) {
    SocketChannel channel = channel(socket);
    if (channel != null) {
      waiting.computeIfAbsent(socket, _ -> begin(channel, wait));
    }
  }

  private Deadline begin(SocketChannel channel, Wait wait) {
    return new Deadline(channel, wait, patience.get().with(wait));
  }

  void remove(SocketWrapperBase<?> socket) {
    waiting.remove(socket);
  }

  /**
   * The channel itself, not the container's: that one serves another connection once this one is
   * closed.
   */
  static @Nullable SocketChannel channel(SocketWrapperBase<?> socket) {
    return socket.getSocket() instanceof NioChannel nio ? nio.getIOChannel() : null;
  }

  private void sweepOften() {
    try {
      while (!stopped.await(SWEEP_MILLIS, TimeUnit.MILLISECONDS)) {
        sweep();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweep() {
    waiting.forEach((socket, deadline) -> {
      if (socket.isClosed()) {
        waiting.remove(socket, deadline);
      } else if (deadline.leftNanos() < 0 && replaceMissed(socket, deadline)) {
        deadline.cut();
      }
    });
  }

  /** Whether it was still the deadline of the connection, which has its next one by now, if any. */
  private boolean replaceMissed(SocketWrapperBase<?> socket, Deadline deadline) {
    return switch (deadline.wait) {
      // A client that sends no body may get an answer all the same, and has to take it.
      case BODY -> waiting.replace(socket, deadline, begin(deadline.channel, Wait.ANSWER));
      case HEAD, ANSWER -> waiting.remove(socket, deadline);
    };
  }
}
