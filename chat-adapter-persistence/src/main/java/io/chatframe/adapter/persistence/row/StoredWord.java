package io.chatframe.adapter.persistence.row;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.ReplyErrorCode;
import io.chatframe.domain.ReplyStatus;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * Words in rows that name a value of an enum. While servers are upgraded one after the other, a
 * later release may have written words that this one does not know: they are read as the nearest
 * that it does, so that a dialog stays readable.
 */
final class StoredWord {
  private StoredWord() {}

  /**
   * How a reply ended.
   *
   * @param finished whether it has a finish reason, which only a completed one has
   */
  static ReplyStatus ended(String word, boolean finished) {
    if (finished) {
      return ReplyStatus.COMPLETED;
    }
    // Whatever it is, it can change no more, is not whole, and may be tried again.
    return named(ReplyStatus.values(), ReplyStatus::wireName, word)
        .filter(status -> status.ended() && status != ReplyStatus.COMPLETED)
        .orElse(ReplyStatus.INTERRUPTED);
  }

  /** A model that came to its end for a reason unknown here has come to its end. */
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
