package io.chatframe.adapter.llm.refusal;

import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmFailure.NotAuthorised;
import io.chatframe.domain.port.llm.LlmFailure.Overloaded;
import io.chatframe.domain.port.llm.LlmFailure.RateLimited;
import io.chatframe.domain.port.llm.LlmFailure.Rejected;
import io.chatframe.domain.port.llm.LlmFailure.Unavailable;
import io.chatframe.domain.port.llm.ProviderError;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a provider's HTTP status means for us. */
public final class ProviderStatus {
  private ProviderStatus() {}

  public static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  /** Whether a refusal with this status is temporary. */
  static boolean isPassing(int status) {
    return isTooSoon(status) || status == 429 || status >= 500;
  }

  /** Timed out at the provider, in conflict with another request, or too early. */
  private static boolean isTooSoon(int status) {
    return status == 408 || status == 409 || status == 425;
  }

  /** The failure that a status means if the provider says nothing more. */
  public static LlmFailure failure(int status, ProviderError error, Optional<Duration> retryAfter) {
    return switch (status) {
      case 401, 402, 403 -> new NotAuthorised(status);
      case 429 -> new RateLimited(retryAfter);
      case 503, 529 -> new Overloaded(retryAfter);
      default -> {
        if (status >= 500 || isTooSoon(status)) {
          yield new Unavailable("status " + status);
        }
        // Following a redirect would send the key to wherever it points.
        yield status < 400 ? new Unavailable("redirect") : new Rejected(status, error);
      }
    };
  }

  /** Reads {@code Retry-After}: seconds or a date; anything else is ignored. */
  public static Optional<Duration> retryAfter(@Nullable String header, Instant now) {
    if (header == null) {
      return Optional.empty();
    }
    String value = header.strip();
    if (!value.isEmpty()
        && value.length() <= 9
        && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(now, until);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
