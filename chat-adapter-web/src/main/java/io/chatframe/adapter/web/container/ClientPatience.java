package io.chatframe.adapter.web.container;

import java.time.Duration;

/**
 * Timeouts for a client.
 *
 * @param head for sending a request's line and headers, from the first byte
 * @param body for sending the whole body, from the end of the headers
 * @param answer for receiving the whole response, from the end of the body or the expiry of its
 *     timeout; longer than any stream lasts
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
