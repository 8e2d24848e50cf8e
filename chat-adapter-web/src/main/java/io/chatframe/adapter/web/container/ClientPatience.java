package io.chatframe.adapter.web.container;

import java.time.Duration;

/**
 * The longest that a client may take.
 *
 * @param head to send a request's line and headers, from the first byte
 * @param body to send a request's whole body, from the end of the headers
 * @param answer to take the whole answer, from the end of the body, or from when the body was late;
 *     longer than any stream lasts
 */
public record ClientPatience(Duration head, Duration body, Duration answer) {
  private static final Duration LONG = Duration.ofDays(1);
  static final ClientPatience ENDLESS = new ClientPatience(LONG, LONG, LONG);

  Duration with(Deadlines.Wait wait) {
    return switch (wait) {
      case HEAD -> head;
      case BODY -> body;
      case ANSWER -> answer;
    };
  }
}
