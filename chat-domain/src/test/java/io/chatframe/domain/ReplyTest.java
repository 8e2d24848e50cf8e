package io.chatframe.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ReplyTest {
  private static final Instant AT = Instant.EPOCH;
  private static final ReplyText SOME = new ReplyText("Hm", "Some");
  private static final ReplyText NONE = new ReplyText("Hm", " ");

  @Test
  void canBeContinuedIfItWasCutAndHasText() {
    assertThat(reply(SOME, ReplyEnd.stopped(AT)).continuable()).isTrue();
    assertThat(reply(SOME, ReplyEnd.interrupted(AT)).continuable()).isTrue();
    assertThat(reply(SOME, ReplyEnd.completed(FinishReason.LENGTH, AT)).continuable()).isTrue();
    assertThat(reply(SOME, failed(ReplyErrorCode.PROVIDER_BROKEN)).continuable()).isTrue();
  }

  @Test
  void cannotBeContinuedIfItIsCompleteOrEmptyOrTooLong() {
    assertThat(reply(SOME, ReplyEnd.completed(FinishReason.STOP, AT)).continuable()).isFalse();
    assertThat(reply(SOME, failed(ReplyErrorCode.TOO_LONG)).continuable()).isFalse();
    assertThat(reply(NONE, ReplyEnd.stopped(AT)).continuable()).isFalse();
  }

  @Test
  void wasRefusedIfItHasNoTextAndTheRequestWasAtFault() {
    assertThat(reply(NONE, failed(ReplyErrorCode.CONTENT_FILTERED)).refused()).isTrue();
    assertThat(reply(NONE, failed(ReplyErrorCode.CONTEXT_TOO_LONG)).refused()).isTrue();
    assertThat(reply(NONE, failed(ReplyErrorCode.REQUEST_REJECTED)).refused()).isTrue();
    assertThat(reply(NONE, ReplyEnd.completed(FinishReason.CONTENT_FILTER, AT)).refused()).isTrue();
    assertThat(reply(SOME, failed(ReplyErrorCode.CONTENT_FILTERED)).refused()).isFalse();
    assertThat(reply(NONE, failed(ReplyErrorCode.TOO_LONG)).refused()).isFalse();
  }

  @Test
  void stopsBeingGeneratedWhenItHasAnEnd() {
    Reply ended = reply(SOME, ReplyEnd.stopped(AT));
    Reply running = ended.with(ended.lineage().next(3), SOME, Optional.empty());

    assertThat(ended.status()).isEqualTo(ReplyStatus.STOPPED);
    assertThat(running.status()).isEqualTo(ReplyStatus.GENERATING);
    assertThat(running.cursor()).isEqualTo(new Cursor(2, 6));
    assertThat(running.parent()).contains(ended.question());
    assertThat(running.messageId()).isEqualTo(ended.id().message());
  }

  @Test
  void mayBeRetriedUnlessTheRequestOrItsLengthWasAtFault() {
    assertThat(ReplyErrorCode.values())
        .filteredOn(code -> !code.retryable())
        .containsExactly(
            ReplyErrorCode.REQUEST_REJECTED,
            ReplyErrorCode.CONTEXT_TOO_LONG,
            ReplyErrorCode.CONTENT_FILTERED,
            ReplyErrorCode.TOO_LONG);
  }

  private static ReplyEnd failed(ReplyErrorCode code) {
    return ReplyEnd.failed(ReplyError.of(code), AT);
  }

  private static Reply reply(ReplyText text, ReplyEnd end) {
    return new Reply(
        new ReplyId(UUID.randomUUID()),
        new DialogId(UUID.randomUUID()),
        2,
        new MessageId(UUID.randomUUID()),
        AT,
        "model-1",
        Lineage.first(),
        text,
        Optional.of(end));
  }
}
