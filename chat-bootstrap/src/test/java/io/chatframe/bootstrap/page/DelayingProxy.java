package io.chatframe.bootstrap.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/** Simulates a slow connection: delays everything in both directions without changing it. */
final class DelayingProxy implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final int PIECE = 16 * 1024;

  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ServerSocket server;
  private final URI target;
  private final Duration delay;

  DelayingProxy(String target, Duration delay) throws IOException {
    this.target = URI.create(target);
    this.delay = delay;
    this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("delaying-proxy").start(this::accept);
  }

  String origin() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        join(server.accept());
      } catch (IOException _) {
        // Closed, or the client disconnected early.
      }
    }
  }

  private void join(Socket client) throws IOException {
    open.add(client);
    var far = new Socket(target.getHost(), target.getPort());
    open.add(far);
    client.setTcpNoDelay(true);
    far.setTcpNoDelay(true);
    carry(client, far);
    carry(far, client);
  }

  private void carry(Socket from, Socket to) {
    var line = new DelayQueue<Piece>();
    Thread.ofVirtual().name("line-in").start(() -> read(from, line));
    Thread.ofVirtual().name("line-out").start(() -> write(line, from, to));
  }

  private void read(Socket from, DelayQueue<Piece> line) {
    byte[] buffer = new byte[PIECE];
    long due = System.nanoTime();
    try {
      InputStream in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        due = due(due);
        line.add(new Piece(Arrays.copyOf(buffer, read), due));
      }
    } catch (IOException _) {
      // The end of a connection is delayed too.
    }
    line.add(new Piece(new byte[0], due(due)));
  }

  /** Later than everything read before, so that nothing is reordered. */
  private long due(long before) {
    return Math.max(before + 1, System.nanoTime() + delay.toNanos());
  }

  private void write(DelayQueue<Piece> line, Socket from, Socket to) {
    try (from;
        to) {
      OutputStream out = to.getOutputStream();
      for (Piece piece = line.take(); piece.bytes.length > 0; piece = line.take()) {
        out.write(piece.bytes);
      }
    } catch (IOException _) {
      // The other side is gone.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes read at once and when to deliver them; no bytes mean the end. */
  private static final class Piece implements Delayed {
    private final byte[] bytes;
    private final long due;

    private Piece(byte[] bytes, long due) {
      this.bytes = bytes;
      this.due = due;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
