package io.chatframe.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Names that clients and the database depend on, so renaming a constant must not change them. */
final class WireNameTest {
  @Test
  void namesStatuses() {
    assertThat(Arrays.stream(ReplyStatus.values()).map(ReplyStatus::wireName))
        .containsExactly("generating", "completed", "stopped", "interrupted", "failed");
    assertThat(Arrays.stream(ReplyStatus.values()).filter(ReplyStatus::ended))
        .containsExactly(
            ReplyStatus.COMPLETED,
            ReplyStatus.STOPPED,
            ReplyStatus.INTERRUPTED,
            ReplyStatus.FAILED);
  }

  @Test
  void namesFinishReasons() {
    assertThat(Arrays.stream(FinishReason.values()).map(FinishReason::wireName))
        .containsExactly("stop", "length", "content_filter");
  }

  @Test
  void namesErrorCodes() {
    assertThat(Arrays.stream(ReplyErrorCode.values()).map(ReplyErrorCode::wireName))
        .containsExactly(
            "provider-unavailable",
            "provider-busy",
            "provider-timeout",
            "provider-broken",
            "request-rejected",
            "context-too-long",
            "empty-answer",
            "content-filtered",
            "too-long",
            "insufficient-resource",
            "interrupted",
            "internal");
  }

  @Test
  void knowsWhichErrorsAreWorthARetry() {
    assertThat(Arrays.stream(ReplyErrorCode.values()).filter(code -> !code.retryable()))
        .containsExactly(
            ReplyErrorCode.REQUEST_REJECTED,
            ReplyErrorCode.CONTEXT_TOO_LONG,
            ReplyErrorCode.CONTENT_FILTERED,
            ReplyErrorCode.TOO_LONG);
    assertThat(Arrays.stream(ReplyErrorCode.values()).filter(ReplyErrorCode::refusesRequest))
        .containsExactly(
            ReplyErrorCode.REQUEST_REJECTED,
            ReplyErrorCode.CONTEXT_TOO_LONG,
            ReplyErrorCode.CONTENT_FILTERED);
  }
}
