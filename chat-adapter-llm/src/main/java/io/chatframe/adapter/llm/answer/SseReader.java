package io.chatframe.adapter.llm.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event stream as the WHATWG HTML standard specifies, with four differences: comments are
 * reported; events are bounded; the last event needs no blank line, nor a line end, if the stream
 * ends after it; and lines of JSON outside any event are reported as if they were the data of one,
 * because some servers always answer like that. Works on bytes: no byte of a longer UTF-8 sequence
 * looks like a line end, so a character may be split between any two reads. Reads no more bytes
 * than the next signal needs.
 */
public final class SseReader {
  /** The next item of the stream. */
  public sealed interface Signal {
    /** A dispatched event; the name is {@code message} if the stream gives none. */
    record Event(String name, String data) implements Signal {}

    /** A line that begins with a colon: the connection is alive. */
    record Comment() implements Signal {}

    /** The stream has ended. */
    record EndOfStream() implements Signal {}
  }

  private static final int MAX_EVENT = 1 << 20;
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] DATA = "data".getBytes(UTF_8);
  private static final byte[] EVENT = "event".getBytes(UTF_8);
  private static final Signal.Comment COMMENT = new Signal.Comment();
  private static final Signal.EndOfStream END = new Signal.EndOfStream();

  private final InputStream in;
  private final Runnable begun;
  private boolean heard;
  private final byte[] buffer = new byte[8192];
  private int position;
  private int limit;

  private final Bytes line = new Bytes();
  private final Bytes data = new Bytes();
  private boolean hasData;
  private String name = "";
  private boolean firstLine = true;
  private boolean afterCarriageReturn;
  private @Nullable JsonBlock block;

  /**
   * A reader of one stream.
   *
   * @param begun called when the first byte has been read
   */
  public SseReader(InputStream in, Runnable begun) {
    this.in = in;
    this.begun = begun;
  }

  /**
   * Blocks for the next signal.
   *
   * @throws EventTooLongException if one event, or one line, exceeds 1 MiB
   */
  public Signal next() throws IOException {
    while (readLine()) {
      if (block != null && isData()) {
        // It was neither JSON nor a field: such lines are ignored.
        discard();
      }
      if (block != null || (!hasData && JsonBlock.mayBegin(line.bytes, line.length))) {
        if (takeJson()) {
          return dispatch();
        }
      } else if (line.length == 0) {
        if (hasData) {
          return dispatch();
        }
        name = "";
      } else if (line.bytes[0] == ':') {
        return COMMENT;
      } else {
        takeField();
      }
    }
    return hasData ? dispatch() : END;
  }

  /** Takes a line of JSON outside any event; returns whether it completes the value. */
  private boolean takeJson() throws EventTooLongException {
    JsonBlock open = block == null ? new JsonBlock() : block;
    if (hasData) {
      data.add((byte) '\n');
    }
    data.add(line.bytes, 0, line.length);
    hasData = true;
    boolean whole = open.ends(line.bytes, line.length);
    block = whole ? null : open;
    return whole;
  }

  private boolean isData() {
    return line.length > DATA.length
        && line.bytes[DATA.length] == ':'
        && line.startIs(DATA, DATA.length);
  }

  private Signal.Event dispatch() {
    Signal.Event event = new Signal.Event(name.isEmpty() ? "message" : name, data.text(0));
    discard();
    return event;
  }

  private void discard() {
    data.length = 0;
    hasData = false;
    block = null;
    name = "";
  }

  private void takeField() throws EventTooLongException {
    int colon = line.indexOf(':');
    int end = colon < 0 ? line.length : colon;
    int start = colon < 0 ? line.length : colon + 1;
    if (start < line.length && line.bytes[start] == ' ') {
      start++;
    }
    if (line.startIs(DATA, end)) {
      if (hasData) {
        data.add((byte) '\n');
      }
      data.add(line.bytes, start, line.length);
      hasData = true;
    } else if (line.startIs(EVENT, end)) {
      name = line.text(start);
    }
  }

  /** Reads a line, even an unterminated last one; returns whether there was one. */
  private boolean readLine() throws IOException {
    line.length = 0;
    while (position < limit || fill()) {
      if (afterCarriageReturn) {
        afterCarriageReturn = false;
        if (buffer[position] == '\n') {
          position++;
          continue;
        }
      }
      int end = lineEnd();
      line.add(buffer, position, end);
      position = end;
      if (end < limit) {
        // Does not read ahead to see whether LF follows CR: that byte may come late.
        afterCarriageReturn = buffer[end] == '\r';
        position++;
        dropMark();
        return true;
      }
    }
    dropMark();
    return line.length > 0;
  }

  private int lineEnd() {
    int end = position;
    while (end < limit && buffer[end] != '\n' && buffer[end] != '\r') {
      end++;
    }
    return end;
  }

  private void dropMark() {
    if (firstLine) {
      firstLine = false;
      if (line.length >= MARK.length && line.startIs(MARK, MARK.length)) {
        line.dropFirst(MARK.length);
      }
    }
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    if (!heard && limit > 0) {
      heard = true;
      begun.run();
    }
    return limit > 0;
  }

  /** A buffer that grows up to the limit of an event. */
  private static final class Bytes {
    private byte[] bytes = new byte[512];
    private int length;

    void add(byte one) throws EventTooLongException {
      reserve(1);
      bytes[length++] = one;
    }

    void add(byte[] from, int start, int end) throws EventTooLongException {
      reserve(end - start);
      System.arraycopy(from, start, bytes, length, end - start);
      length += end - start;
    }

    private void reserve(int more) throws EventTooLongException {
      if (more > MAX_EVENT - length) {
        throw new EventTooLongException();
      }
      if (length + more > bytes.length) {
        bytes =
            Arrays.copyOf(bytes, Math.min(MAX_EVENT, Math.max(length + more, bytes.length * 2)));
      }
    }

    void dropFirst(int count) {
      System.arraycopy(bytes, count, bytes, 0, length - count);
      length -= count;
    }

    int indexOf(char wanted) {
      for (int i = 0; i < length; i++) {
        if (bytes[i] == wanted) {
          return i;
        }
      }
      return -1;
    }

    boolean startIs(byte[] wanted, int end) {
      return Arrays.equals(bytes, 0, end, wanted, 0, wanted.length);
    }

    String text(int from) {
      return new String(bytes, from, length - from, UTF_8);
    }
  }
}
