package io.chatframe.adapter.web.socket;

import io.chatframe.adapter.web.problem.DefectLog;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The container's endpoint of one connection. The container calls it from one thread at a time and
 * stops reading meanwhile, so pending commands wait at the client.
 */
final class SocketEndpoint extends Endpoint {
  private static final int LONGEST_FRAME_BYTES = 64 * 1024;

  private final Function<Session, SocketConnection> opened;
  private @Nullable SocketConnection connection;

  /**
   * @param opened creates the connection of an open session
   */
  SocketEndpoint(Function<Session, SocketConnection> opened) {
    this.opened = opened;
  }

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    SocketConnection fresh = opened.apply(session);
    connection = fresh;
    session.addMessageHandler(new Frames(fresh));
    // Without a handler the container would silently drop binary frames, and the client would wait.
    session.addMessageHandler(ByteBuffer.class, (_, _) -> fresh.close(Closing.NOT_TEXT));
    session.addMessageHandler(PongMessage.class, _ -> fresh.heard());
    fresh.start();
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    Objects.requireNonNull(connection, "not opened").end();
  }

  @Override
  public void onError(Session session, Throwable failure) {
    SocketConnection known = connection;
    if (!(failure instanceof IOException)) {
      DefectLog.report("A socket", failure);
    }
    if (known != null) {
      known.close(Closing.DEFECT);
    }
  }

  /** Assembles the parts of a frame, up to the limit. */
  private static final class Frames implements MessageHandler.Partial<String> {
    private final SocketConnection connection;
    private StringBuilder frame = new StringBuilder();
    private int bytes;

    Frames(SocketConnection connection) {
      this.connection = connection;
    }

    @Override
    public void onMessage(String piece, boolean last) {
      bytes += piece.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > LONGEST_FRAME_BYTES) {
        connection.close(Closing.TOO_BIG);
        return;
      }
      frame.append(piece);
      if (last) {
        String whole = frame.toString();
        frame = new StringBuilder();
        bytes = 0;
        connection.receive(whole);
      }
    }
  }
}
