package io.chatframe.adapter.web.socket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Sends the frames of a connection one at a time, each limited by the container's send timeout.
 * Each connection has its own lock, so a slow client delays nobody else.
 */
final class FrameSender {
  private final Session session;
  private final ReentrantLock lock = new ReentrantLock();

  FrameSender(Session session) {
    this.session = session;
  }

  /** Sends a frame; blocks until the kernel has it. */
  void send(String frame) throws IOException {
    sendIf(() -> true, () -> frame, () -> {});
  }

  /**
   * Sends a frame if it is still wanted when its turn comes.
   *
   * @param frame creates the frame, called only then
   * @param sent runs before anything else can be sent
   */
  void sendIf(BooleanSupplier wanted, Supplier<String> frame, Runnable sent) throws IOException {
    lock.lock();
    try {
      if (!wanted.getAsBoolean()) {
        return;
      }
      if (!session.isOpen()) {
        throw new IOException("The connection is closed");
      }
      session.getBasicRemote().sendText(frame.get());
      sent.run();
    } finally {
      lock.unlock();
    }
  }

  void ping() throws IOException {
    lock.lock();
    try {
      if (session.isOpen()) {
        session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Closes the connection at once, cutting off a frame that is stuck; idempotent. */
  void close(CloseReason reason) {
    try {
      session.close(reason);
    } catch (IOException e) {
      // The connection is closed anyway, even if the client did not read the reason.
      return;
    }
  }
}
