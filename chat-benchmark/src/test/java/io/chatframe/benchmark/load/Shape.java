package io.chatframe.benchmark.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the scripted provider answers a message. It travels in the text of the message, so that every
 * contestant passes it on.
 *
 * @param thoughts pieces of reasoning before the text
 * @param tokens pieces of text; with no pieces at all the provider begins an answer and stays
 *     silent
 * @param burst pieces sent together
 * @param intervalMicros the time between two bursts; 0 for as fast as the socket takes them
 */
public record Shape(int thoughts, int tokens, int burst, int intervalMicros) {
  /** An answer that begins and never goes on. */
  public static final Shape SILENT = new Shape(0, 0, 1, 0);

  private static final Pattern TEXT = Pattern.compile("shape:(\\d+)/(\\d+)x(\\d+)@(\\d+)");

  /** The text of a message that asks for it. */
  public String message() {
    return "shape:%d/%dx%d@%d".formatted(thoughts, tokens, burst, intervalMicros);
  }

  /** The shape that the last message of a request asks for. */
  static Shape of(String request) {
    Matcher matcher = TEXT.matcher(request);
    Shape last = new Shape(0, 1, 1, 0);
    while (matcher.find()) {
      last =
          new Shape(number(matcher, 1), number(matcher, 2), number(matcher, 3), number(matcher, 4));
    }
    return last;
  }

  /** The pieces of an answer. */
  public int pieces() {
    return thoughts + tokens;
  }

  /** How long an answer takes at least, in nanoseconds. */
  public long lengthNanos() {
    return (long) pieces() / burst * intervalMicros * 1_000L;
  }

  /** Whether the provider paces the answer, so that latencies mean something. */
  public boolean isPaced() {
    return intervalMicros > 0;
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
