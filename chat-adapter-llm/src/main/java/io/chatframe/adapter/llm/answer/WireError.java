package io.chatframe.adapter.llm.answer;

import io.chatframe.adapter.llm.refusal.ProviderRefusal;
import io.chatframe.adapter.llm.refusal.RefusalReader;
import io.chatframe.adapter.llm.refusal.RefusalWords;
import io.chatframe.adapter.llm.refusal.RequestFailedException;
import io.chatframe.adapter.llm.refusal.ToldStatus;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.port.llm.LlmFailure;
import java.util.Optional;

/**
 * An error that a provider reports in the body of a successful response. It is treated like the
 * HTTP status that it stands for, and is read like the body of a refusal.
 */
public final class WireError {
  private WireError() {}

  /**
   * Ends the answer with an error. A content filter that reports after the answer has begun ends it
   * like a finish reason.
   */
  public static void end(ReceivedAnswer answer, RefusalWords words) throws RequestFailedException {
    RequestFailedException failure = failure(words);
    if (!(failure.failure() instanceof LlmFailure.ContentFiltered) || !answer.hasText()) {
      throw failure;
    }
    answer.finish(FinishReason.CONTENT_FILTER);
    answer.done();
  }

  private static RequestFailedException failure(RefusalWords words) {
    int status = ToldStatus.of(words.kinds());
    ProviderRefusal refusal = RefusalReader.read(status == 0 ? 400 : status, words);
    // If no word names a kind of error, it may be anything.
    return status == 0 && refusal.kind() == ProviderRefusal.Kind.OTHER
        ? new RequestFailedException(
            new LlmFailure.Broken("an error in the answer"), refusal.withoutStatus())
        : new RequestFailedException(refusal.failure(Optional.empty()), refusal);
  }

  /** A failure that a finish reason names; its kind decides whether a retry may help. */
  static RequestFailedException failed(LlmFailure failure) {
    boolean passing =
        failure instanceof LlmFailure.Overloaded
            || failure instanceof LlmFailure.RateLimited
            || failure instanceof LlmFailure.Unavailable;
    return new RequestFailedException(failure, passing);
  }
}
