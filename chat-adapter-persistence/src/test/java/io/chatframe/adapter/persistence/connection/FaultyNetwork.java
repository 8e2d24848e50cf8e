package io.chatframe.adapter.persistence.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A local port that forwards to a database, until it is cut or silenced. */
public final class FaultyNetwork implements AutoCloseable {
  private final int target;
  private final InetSocketAddress door;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition speaking = lock.newCondition();
  private ServerSocket listener;
  private boolean silent;

  public FaultyNetwork(int target) {
    this.target = target;
    this.listener = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    this.door = new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
    accept(listener);
  }

  public int port() {
    return door.getPort();
  }

  /** Ends all connections and refuses new ones. */
  public void cut() {
    close(listener);
    sockets.forEach(FaultyNetwork::close);
    sockets.clear();
  }

  public void restore() {
    listener = listen(door);
    accept(listener);
  }

  /** Keeps all connections open but forwards nothing. */
  public void silence(boolean value) {
    lock.lock();
    try {
      silent = value;
      speaking.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    silence(false);
    cut();
  }

  private void accept(ServerSocket door) {
    Thread.ofVirtual()
        .start(() -> {
          while (!door.isClosed()) {
            try {
              connect(door.accept());
            } catch (IOException e) {
              // Cut, or the database is unavailable: the client sees its connection end.
            }
          }
        });
  }

  private void connect(Socket client) throws IOException {
    sockets.add(client);
    try {
      var server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(server);
      copy(client, server);
      copy(server, client);
    } catch (IOException e) {
      close(client);
      throw e;
    }
  }

  private void copy(Socket from, Socket to) {
    Thread.ofVirtual()
        .start(() -> {
          try (from;
              to) {
            copy(from.getInputStream(), to.getOutputStream());
          } catch (IOException e) {
            // One side closed; closing both notifies the other.
          }
        });
  }

  private void copy(InputStream in, OutputStream out) throws IOException {
    var buffer = new byte[8_192];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      awaitSpeaking();
      out.write(buffer, 0, read);
      out.flush();
    }
  }

  private void awaitSpeaking() {
    lock.lock();
    try {
      while (silent) {
        speaking.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private static ServerSocket listen(InetSocketAddress address) {
    try {
      var socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(address);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
