package io.chatframe.adapter.web.socket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Sends the frames of a connection one at a time, each bounded by the container's send timeout. Its
 * lock is the connection's own, so that a slow client delays nobody else.
 */
final class FrameSender {
  private final Session session;
  private final ReentrantLock lock = new ReentrantLock();

  FrameSender(Session session) {
    this.session = session;
  }

  /** Sends a frame; blocks until it is with the kernel, or throws. */
  void send(String frame) throws IOException {
    sendIf(() -> true, () -> frame, () -> {});
  }

  /**
   * Sends a frame if it is still wanted when its turn has come.
   *
   * @param frame is asked for the frame then, and not before
   * @param sent is run before anything else can be sent
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

  /** Closes the connection; idempotent. Waits for no turn: a frame that is stuck is cut. */
  void close(CloseReason reason) {
    try {
      session.close(reason);
    } catch (IOException e) {
      // It is closed all the same; the client need not have read why.
      return;
    }
  }
}
