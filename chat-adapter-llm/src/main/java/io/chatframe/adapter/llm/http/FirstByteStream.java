package io.chatframe.adapter.llm.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that tells once that its first byte is there. */
final class FirstByteStream extends FilterInputStream {
  private final Runnable heard;
  private boolean told;

  FirstByteStream(InputStream body, Runnable heard) {
    super(body);
    this.heard = heard;
  }

  @Override
  public int read() throws IOException {
    return heard(super.read());
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return heard(super.read(bytes, offset, length));
  }

  private int heard(int read) {
    if (!told && read >= 0) {
      told = true;
      heard.run();
    }
    return read;
  }
}
