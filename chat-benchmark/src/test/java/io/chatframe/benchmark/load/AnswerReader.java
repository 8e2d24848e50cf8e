package io.chatframe.benchmark.load;

import java.nio.ByteBuffer;
import java.util.Locale;

/** Reads an HTTP/1.1 response from any portions of bytes, and passes on the bytes of its body. */
public final class AnswerReader {
  /** Gets the bytes of the body. */
  @FunctionalInterface
  public interface Body {
    void take(byte one);
  }

  private enum State {
    HEAD,
    SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER,
    LENGTH,
    UNTIL_CLOSED,
    DONE
  }

  private final Body body;
  private final StringBuilder line = new StringBuilder();
  private State state = State.DONE;
  private int status;
  private boolean last;
  private boolean problem;
  private long left;

  AnswerReader(Body body) {
    this.body = body;
  }

  /** Expects the next response. */
  void begin() {
    state = State.HEAD;
    line.setLength(0);
    status = 0;
    problem = false;
  }

  /** The status of the response; 0 until its head is complete. */
  int status() {
    return status;
  }

  /** Whether the response is a problem as RFC 9457 has it. */
  boolean isProblem() {
    return problem;
  }

  /** Whether the server closes the connection after this response. */
  boolean isLast() {
    return last;
  }

  /** Takes bytes; returns whether the response is complete. */
  boolean take(ByteBuffer bytes) {
    while (bytes.hasRemaining() && state != State.DONE) {
      take(bytes.get());
    }
    if (bytes.hasRemaining()) {
      throw new IllegalStateException("bytes after the response");
    }
    return state == State.DONE;
  }

  /** Returns whether the response is complete if the connection ends now. */
  boolean closed() {
    return state == State.UNTIL_CLOSED || state == State.DONE;
  }

  private void take(byte one) {
    switch (state) {
      case HEAD -> {
        line.append((char) one);
        if (one == '\n' && line.length() >= 4 && line.indexOf("\r\n\r\n") == line.length() - 4) {
          head(line.toString().toLowerCase(Locale.ROOT));
          line.setLength(0);
        }
      }
      case SIZE -> {
        if (one == '\n') {
          left = Long.parseLong(line.toString().strip(), 16);
          line.setLength(0);
          state = left == 0 ? State.TRAILER : State.CHUNK;
        } else {
          line.append((char) one);
        }
      }
      case CHUNK -> take(one, State.CHUNK_END);
      case CHUNK_END -> {
        if (one == '\n') {
          state = State.SIZE;
        }
      }
      case TRAILER -> {
        if (one == '\n') {
          state = State.DONE;
        }
      }
      case LENGTH -> take(one, State.DONE);
      case UNTIL_CLOSED -> body.take(one);
      case DONE -> throw new IllegalStateException("bytes after the response");
    }
  }

  private void take(byte one, State next) {
    body.take(one);
    if (--left == 0) {
      state = next;
    }
  }

  private void head(String head) {
    status = Integer.parseInt(head.substring(9, 12));
    last = head.contains("connection: close");
    problem = head.contains("content-type: application/problem+json");
    int length = head.indexOf("content-length:");
    if (head.contains("transfer-encoding: chunked")) {
      state = State.SIZE;
    } else if (length >= 0) {
      left = Long.parseLong(head.substring(length + 15, head.indexOf('\r', length)).strip());
      state = left == 0 ? State.DONE : State.LENGTH;
    } else {
      state = State.UNTIL_CLOSED;
    }
  }
}
