package io.chatframe.adapter.persistence.row;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.ReplyErrorCode;
import io.chatframe.domain.ReplyStatus;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * Parses enum values in rows. During a rolling upgrade, a later release may write values unknown to
 * this one; they are mapped to the closest known value so that dialogs stay readable.
 */
final class StoredWord {
  private StoredWord() {}

  /**
   * Parses the status of an ended reply.
   *
   * @param finished whether it has a finish reason, which only completed replies have
   */
  static ReplyStatus ended(String word, boolean finished) {
    if (finished) {
      return ReplyStatus.COMPLETED;
    }
    // An unknown status is final and incomplete, and a retry may help.
    return named(ReplyStatus.values(), ReplyStatus::wireName, word)
        .filter(status -> status.ended() && status != ReplyStatus.COMPLETED)
        .orElse(ReplyStatus.INTERRUPTED);
  }

  /** Parses a finish reason; an unknown one counts as a normal stop. */
  static FinishReason finishReason(String word) {
    return named(FinishReason.values(), FinishReason::wireName, word).orElse(FinishReason.STOP);
  }

  static ReplyErrorCode errorCode(String word) {
    return named(ReplyErrorCode.values(), ReplyErrorCode::wireName, word)
        .orElse(ReplyErrorCode.INTERNAL);
  }

  private static <E> Optional<E> named(E[] values, Function<E, String> name, String word) {
    return Arrays.stream(values).filter(value -> name.apply(value).equals(word)).findFirst();
  }
}
