package io.chatframe.faults.process;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body of known length, which distinguishes its end from a cut. */
final class BoundedBody extends InputStream {
  private final InputStream in;
  private final boolean chunked;
  private long left;
  private boolean first = true;
  private boolean ended;

  BoundedBody(InputStream in, long length, boolean chunked) {
    this.in = in;
    this.left = length;
    this.chunked = chunked;
  }

  @Override
  public int read() throws IOException {
    if (!hasMore()) {
      return -1;
    }
    int next = in.read();
    if (next < 0) {
      throw new EOFException("cut in the body");
    }
    left--;
    return next;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!hasMore()) {
      return -1;
    }
    int read = in.read(bytes, from, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("cut in the body");
    }
    left -= read;
    return read;
  }

  private boolean hasMore() throws IOException {
    if (left == 0 && chunked && !ended) {
      if (!first) {
        HttpCall.line(in);
      }
      first = false;
      left = Long.parseLong(HttpCall.line(in), 16);
      ended = left == 0;
      if (ended) {
        HttpCall.line(in);
      }
    }
    return left > 0;
  }
}
