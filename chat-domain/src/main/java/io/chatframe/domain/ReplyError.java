package io.chatframe.domain;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a reply did not complete.
 *
 * @param retryAfter how long the provider asked to wait, if it did
 */
public record ReplyError(ReplyErrorCode code, Optional<Duration> retryAfter) {
  /** An error whose provider named no time to wait. */
  public static ReplyError of(ReplyErrorCode code) {
    return new ReplyError(code, Optional.empty());
  }
}
