package io.chatframe.benchmark.load;

import java.nio.charset.StandardCharsets;

/**
 * A piece of an answer, {@code #0000042.00a1b2c3d4e5 }: its number within the answer and when the
 * provider sent it, in microseconds of this process's clock.
 */
final class Token {
  private static final long ORIGIN = System.nanoTime();
  private static final int DIGITS = 7;
  private static final int HEX_DIGITS = 12;

  private Token() {}

  static long nowMicros() {
    return (System.nanoTime() - ORIGIN) / 1_000;
  }

  static String text(int number, long micros) {
    return "#%07d.%012x ".formatted(number, micros);
  }

  /**
   * Reads tokens from bytes that arrive in any portions, with anything between them. A server may
   * also cut a token and send its rest in the next event: as the beginning of a JSON string.
   */
  static final class Scanner {
    /** Gets each token. */
    @FunctionalInterface
    interface Sink {
      void token(int number, long micros);
    }

    private final byte[] token = new byte[1 + DIGITS + 1 + HEX_DIGITS];
    private final Sink sink;
    private int length;
    private boolean cut;
    private byte before;

    Scanner(Sink sink) {
      this.sink = sink;
    }

    /** Forgets what has come of a token. */
    void begin() {
      length = 0;
      cut = false;
    }

    void take(byte one) {
      if (cut) {
        cut = !(before == ':' && one == '"');
        before = one;
      } else if (one == '#') {
        length = 0;
        token[length++] = one;
      } else if (length > 0 && one != '.' && Character.digit(one, 16) < 0) {
        cut = true;
        before = one;
      } else if (length > 0) {
        token[length++] = one;
        complete();
      }
    }

    private void complete() {
      if (length == token.length) {
        length = 0;
        String text = new String(token, StandardCharsets.US_ASCII);
        sink.token(
            Integer.parseInt(text.substring(1, 1 + DIGITS)),
            Long.parseLong(text.substring(2 + DIGITS), 16));
      }
    }
  }
}
