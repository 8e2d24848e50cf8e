package io.chatframe.faults.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A simple load balancer with fault injection: forwards each connection to the next node that
 * accepts it. Has no affinity and no health checks.
 */
public final class FaultProxy implements AutoCloseable {
  /** What happens to a response after a number of bytes. */
  public enum End {
    /** An orderly close, in the middle of the response. */
    CLOSE,
    RESET,
    /** The connection stays open, but no more bytes arrive. */
    FREEZE
  }

  /**
   * The fault of one connection.
   *
   * @param after bytes of the response that still pass
   * @param delay the delay of each piece of the response
   */
  public record Fault(long after, End end, Duration delay) {
    public static final Fault NONE = new Fault(Long.MAX_VALUE, End.CLOSE, Duration.ZERO);

    public static Fault cut(long after, End end) {
      return new Fault(after, end, Duration.ZERO);
    }
  }

  private static final int CONNECT_MILLIS = 1_000;
  private static final int BACKLOG = 4_096;

  private final List<Supplier<Optional<InetSocketAddress>>> nodes;
  private final ServerSocket listener;
  private final AtomicInteger next = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Supplier<Fault> faults = () -> Fault.NONE;

  public FaultProxy(List<Supplier<Optional<InetSocketAddress>>> nodes) throws IOException {
    this.nodes = List.copyOf(nodes);
    this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("fault-proxy").start(this::accept);
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
  }

  /** Sets the supplier of each new connection's fault. */
  public FaultProxy withFaults(Supplier<Fault> each) {
    faults = each;
    return this;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        // Closed, or the client disconnected early.
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket node = connect()) {
      client.setTcpNoDelay(true);
      node.setTcpNoDelay(true);
      open.add(node);
      Thread.ofVirtual().start(() -> pass(client, node));
      answer(node, client, faults.get());
      open.remove(node);
    } catch (IOException _) {
      // The client sees its connection end, as behind any balancer.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private Socket connect() throws IOException {
    int from = next.getAndIncrement();
    for (int i = 0; i < nodes.size(); i++) {
      Optional<InetSocketAddress> door = nodes.get(Math.floorMod(from + i, nodes.size())).get();
      if (door.isPresent()) {
        var socket = new Socket();
        try {
          socket.connect(door.get(), CONNECT_MILLIS);
          return socket;
        } catch (IOException _) {
          socket.close();
        }
      }
    }
    throw new IOException("no node accepts");
  }

  /** Forwards the client's bytes; its end ends the node's connection too. */
  private static void pass(Socket client, Socket node) {
    try (node) {
      client.getInputStream().transferTo(node.getOutputStream());
    } catch (IOException _) {
      // One side closed; closing both notifies the other.
    }
  }

  private static void answer(Socket node, Socket client, Fault fault)
      throws IOException, InterruptedException {
    InputStream in = node.getInputStream();
    OutputStream out = client.getOutputStream();
    byte[] buffer = new byte[8_192];
    long left = fault.after();
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      if (fault.delay().isPositive()) {
        Thread.sleep(fault.delay());
      }
      int passed = (int) Math.min(read, left);
      out.write(buffer, 0, passed);
      left -= passed;
      if (left == 0) {
        end(in, client, fault.end());
        return;
      }
    }
  }

  private static void end(InputStream in, Socket client, End end) throws IOException {
    switch (end) {
      case CLOSE -> client.shutdownOutput();
      case RESET -> client.setSoLinger(true, 0);
      // Until the client gives up, which ends the node's connection too.
      case FREEZE -> in.transferTo(OutputStream.nullOutputStream());
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
