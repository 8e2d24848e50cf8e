package io.chatframe.adapter.web.json;

import io.chatframe.domain.ReplyError;
import java.time.Duration;
import java.util.Optional;

/**
 * Why a reply did not complete, on the wire.
 *
 * @param retryAfter in whole seconds
 */
public record ErrorJson(String code, boolean retryable, Optional<Long> retryAfter) {
  public static ErrorJson of(ReplyError error) {
    return new ErrorJson(
        error.code().wireName(),
        error.code().retryable(),
        error.retryAfter().map(ErrorJson::roundedUp));
  }

  /** Rounds up, so that a client does not come back too early. */
  private static long roundedUp(Duration wait) {
    return wait.plusNanos(999_999_999).toSeconds();
  }
}
