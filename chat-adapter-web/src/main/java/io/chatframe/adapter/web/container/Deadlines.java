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
 * Holds each connection's deadline for its current step. Shuts down the input of a late connection,
 * as if the client had ended it, so that any reader in the container sees the end of the stream,
 * even if single bytes keep arriving in time for each read. Thread-safe; never blocks.
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
    /** The client receiving the whole response. */
    ANSWER
  }

  /** One deadline of one connection. */
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

    /** Whether it expired and the connection was cut. */
    boolean missed() {
      return missed;
    }

    /** The remaining time; negative once it has expired. */
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

  /** Sets the connection's deadline, replacing any other. */
  @Nullable Deadline set(SocketWrapperBase<?> socket, Wait wait) {
    SocketChannel channel = channel(socket);
    if (channel == null) {
      return null;
    }
    Deadline deadline = begin(channel, wait);
    waiting.put(socket, deadline);
    return deadline;
  }

  /** Sets a deadline if the connection has none. */
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
   * Returns the underlying channel, because the container reuses its wrapper for other connections.
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

  /**
   * Replaces an expired deadline by the next one, if any; {@code false} if it is no longer current.
   */
  private boolean replaceMissed(SocketWrapperBase<?> socket, Deadline deadline) {
    return switch (deadline.wait) {
      // A client that sends no body may still get a response and must receive it in time.
      case BODY -> waiting.replace(socket, deadline, begin(deadline.channel, Wait.ANSWER));
      case HEAD, ANSWER -> waiting.remove(socket, deadline);
    };
  }
}
