package io.chatframe.domain.port.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.ReplyError;
import io.chatframe.domain.ReplyErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class LlmFailureTest {
  private static final Optional<Duration> WAIT = Optional.of(Duration.ofSeconds(7));

  @Test
  void tellsTheVisitorWhatItMeansAndTheOperatorItsKind() {
    means(new LlmFailure.NotAuthorised(401), "not-authorised", "provider-unavailable");
    means(new LlmFailure.Rejected(400), "rejected", "request-rejected");
    means(new LlmFailure.ContextTooLong(OptionalInt.of(9)), "context-too-long", "context-too-long");
    means(
        new LlmFailure.ContentFiltered(ProviderError.NONE), "content-filtered", "content-filtered");
    means(new LlmFailure.Unavailable("DNS"), "unavailable", "provider-unavailable");
    means(new LlmFailure.Stalled("bytes"), "stalled", "provider-timeout");
    means(new LlmFailure.Broken("JSON"), "broken", "provider-broken");
    means(new LlmFailure.TooLong("event"), "too-long", "too-long");
    means(new LlmFailure.InsufficientResource(), "insufficient-resource", "insufficient-resource");
    means(new LlmFailure.EmptyAnswer(FinishReason.STOP), "empty-answer", "empty-answer");
    means(new LlmFailure.Closed(), "closed", "internal");
  }

  @Test
  void keepsTheTimeThatABusyProviderAsksFor() {
    var busy = new ReplyError(ReplyErrorCode.PROVIDER_BUSY, WAIT);

    assertThat(new LlmFailure.RateLimited(WAIT).asReplyError()).isEqualTo(busy);
    assertThat(new LlmFailure.Overloaded(WAIT).asReplyError()).isEqualTo(busy);
    assertThat(new LlmFailure.RateLimited(WAIT).kind()).isEqualTo("rate-limited");
    assertThat(new LlmFailure.Overloaded(WAIT).kind()).isEqualTo("overloaded");
  }

  @Test
  void namesAModelThatTheProviderDoesNotHaveAsASettingError() {
    var unknown = new ProviderError("", "model_not_found", "");

    means(new LlmFailure.Rejected(404), "rejected", "provider-unavailable");
    means(new LlmFailure.Rejected(400, unknown), "rejected", "provider-unavailable");
  }

  private static void means(LlmFailure failure, String kind, String code) {
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.asReplyError().code().wireName()).isEqualTo(code);
    assertThat(failure.asReplyError().retryAfter()).isEmpty();
  }
}
