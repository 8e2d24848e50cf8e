package io.chatframe.adapter.web.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Writes parts of a response's body past the container, straight to the kernel, without ever
 * blocking. Any thread may do so, while the thread that serves the request writes nothing and the
 * container holds nothing back. What the kernel does not take at once is kept for {@link #finish}.
 */
public final class DirectOutput {
  /** The output of the request that the current thread serves; unbound for other protocols. */
  static final ScopedValue<DirectOutput> CURRENT = ScopedValue.newInstance();

  private static final byte[] LINE_END = {'\r', '\n'};

  private final SocketWrapperBase<?> socket;
  private final Response response;
  private ByteBuffer rest = ByteBuffer.allocate(0);

  DirectOutput(SocketWrapperBase<?> socket, Response response) {
    this.socket = socket;
    this.response = response;
  }

  /** The output of the request that the current thread serves, if its connection has one. */
  public static Optional<DirectOutput> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /** Whether nothing is kept; until then nothing else may be written. */
  public boolean isFinished() {
    return !rest.hasRemaining();
  }

  /**
   * Writes a part of the body; returns whether it was accepted. It may be accepted in part; see
   * {@link #isFinished}. Nothing is accepted before the response's head was sent, if the container
   * encrypts or compresses the body, or once the connection is broken.
   */
  public boolean write(byte[] part) {
    SocketChannel channel = channel();
    if (channel == null || !response.isCommitted() || isCompressed() || !isFinished()) {
      return false;
    }
    ByteBuffer bytes = ByteBuffer.wrap(isChunked() ? chunk(part) : part);
    try {
      if (channel.write(bytes) == 0) {
        return false;
      }
    } catch (IOException _) {
      // Whoever serves the request meets the same failure, and ends it.
      return false;
    }
    rest = bytes;
    return true;
  }

  /**
   * Writes what was kept; blocks no longer than any other write to the client.
   *
   * @throws IOException if that fails; then the container closes the connection and writes nothing
   *     more, because nothing can follow half of a part
   */
  public void finish() throws IOException {
    if (isFinished()) {
      return;
    }
    try {
      socket.write(true, rest);
      socket.flush(true);
    } catch (IOException e) {
      response.action(ActionCode.CLOSE_NOW, e);
      throw e;
    }
  }

  /** The channel below the container, unless bytes are encrypted on the way to it. */
  private @Nullable SocketChannel channel() {
    return socket.getSocket() instanceof NioChannel nio && nio.getClass() == NioChannel.class
        ? nio.getIOChannel()
        : null;
  }

  private boolean isCompressed() {
    return response.getMimeHeaders().getHeader("Content-Encoding") != null;
  }

  private boolean isChunked() {
    return "chunked".equals(response.getMimeHeaders().getHeader("Transfer-Encoding"));
  }

  private static byte[] chunk(byte[] part) {
    byte[] size = Integer.toHexString(part.length).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer chunk = ByteBuffer.allocate(size.length + part.length + 2 * LINE_END.length);
    return chunk.put(size).put(LINE_END).put(part).put(LINE_END).array();
  }
}
