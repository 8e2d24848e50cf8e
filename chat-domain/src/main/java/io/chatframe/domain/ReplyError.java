package io.chatframe.domain;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a reply did not complete.
 *
 * @param retryAfter how long the provider asks to wait, if it says so
 */
public record ReplyError(ReplyErrorCode code, Optional<Duration> retryAfter) {
  /** An error without a retry delay. */
  public static ReplyError of(ReplyErrorCode code) {
    return new ReplyError(code, Optional.empty());
  }
}
