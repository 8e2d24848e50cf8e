package io.chatframe.benchmark.start;

import io.chatframe.benchmark.load.AnswerReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The beginning and the end of an answer's body, which say what became of a request. */
final class Excerpt implements AnswerReader.Body {
  private static final int BEGINNING = 512;
  private static final int END = 512;
  private static final Pattern REPLY = Pattern.compile("\"reply\":\"([0-9a-f-]{36})\"");
  private static final Pattern STATUS =
      Pattern.compile("event: done\ndata: \\{\"status\":\"(\\w+)\"");

  private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();

  /** A ring; most answers are so short that they need none. */
  private byte[] end = {};

  private long taken;

  @Override
  public void take(byte one) {
    if (taken < BEGINNING) {
      beginning.write(one);
    } else {
      if (end.length == 0) {
        end = new byte[END];
      }
      end[(int) (taken % END)] = one;
    }
    taken++;
  }

  /** The id of the reply that a stream is about. */
  Optional<String> reply() {
    return first(REPLY, beginning.toString(StandardCharsets.US_ASCII));
  }

  /** How the reply ended, as {@code completed}; empty as long as a stream has not said so. */
  Optional<String> status() {
    return first(STATUS, beginning.toString(StandardCharsets.US_ASCII) + end());
  }

  private String end() {
    StringBuilder text = new StringBuilder();
    for (long at = Math.max(BEGINNING, taken - end.length); at < taken; at++) {
      text.append((char) end[(int) (at % END)]);
    }
    return text.toString();
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
