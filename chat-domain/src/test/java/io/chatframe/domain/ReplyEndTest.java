package io.chatframe.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReplyEndTest {
  private static final Instant AT = Instant.EPOCH;

  @Test
  void saysHowAReplyEndedAndWhy() {
    assertThat(ReplyEnd.completed(FinishReason.LENGTH, AT))
        .extracting(ReplyEnd::status, ReplyEnd::finishReason)
        .containsExactly(ReplyStatus.COMPLETED, Optional.of(FinishReason.LENGTH));
    assertThat(ReplyEnd.stopped(AT).status()).isEqualTo(ReplyStatus.STOPPED);
    assertThat(ReplyEnd.interrupted(AT).error())
        .contains(ReplyError.of(ReplyErrorCode.INTERRUPTED));
    assertThat(ReplyEnd.failed(ReplyError.of(ReplyErrorCode.TOO_LONG), AT))
        .extracting(ReplyEnd::status, ReplyEnd::error)
        .containsExactly(ReplyStatus.FAILED, Optional.of(ReplyError.of(ReplyErrorCode.TOO_LONG)));
  }

  @Test
  void keepsTheRestWhenItsUseAndItsThinkingBecomeKnown() {
    var usage = new TokenUsage(3, 0, 2, 0, false);
    var cost = new Money(5, "USD");
    var thought = Duration.ofSeconds(4);

    ReplyEnd end =
        ReplyEnd.stopped(AT)
            .after(Optional.of(thought))
            .using(Optional.of(usage), Optional.of(cost));

    assertThat(end)
        .isEqualTo(
            new ReplyEnd(
                ReplyStatus.STOPPED,
                Optional.empty(),
                Optional.of(usage),
                Optional.of(cost),
                Optional.empty(),
                Optional.of(thought),
                AT));
  }

  @Test
  void refusesAnInvalidEnd() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> end(ReplyStatus.GENERATING, Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> end(ReplyStatus.COMPLETED, Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> end(ReplyStatus.STOPPED, Optional.of(FinishReason.STOP)));
  }

  private static ReplyEnd end(ReplyStatus status, Optional<FinishReason> reason) {
    return new ReplyEnd(
        status, reason, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), AT);
  }
}
