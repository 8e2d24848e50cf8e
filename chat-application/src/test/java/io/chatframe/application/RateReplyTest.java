package io.chatframe.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.feedback.Feedback;
import io.chatframe.domain.feedback.Rating;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.feedback.FeedbackRepository;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class RateReplyTest {
  private final Visitor visitor =
      new Visitor(new VisitorId(UUID.randomUUID()), new AssistantName("shop"));
  private final ReplyId reply = new ReplyId(UUID.randomUUID());
  private final Map<ReplyId, Optional<Feedback>> kept =
      new HashMap<>(Map.of(reply, Optional.empty()));
  private final RateReply rate = new RateReply(new Kept());

  @Test
  void keepsTheReasonAsItIs() {
    var given = rate.rate(visitor, reply, Rating.DOWN, Optional.of(" Too  long\n"));

    assertThat(given).isEqualTo(new Feedback(Rating.DOWN, Optional.of(" Too  long\n")));
    assertThat(kept).containsEntry(reply, Optional.of(given));
  }

  @Test
  void dropsABlankReason() {
    var given = rate.rate(visitor, reply, Rating.UP, Optional.of(" \n"));

    assertThat(given).isEqualTo(new Feedback(Rating.UP, Optional.empty()));
  }

  @Test
  void refusesAReasonThatIsTooLongOrUnstorable() {
    rate.rate(visitor, reply, Rating.UP, Optional.of("x".repeat(2_000)));

    assertThatThrownBy(() -> rate.rate(visitor, reply, Rating.DOWN, Optional.of("x".repeat(2_001))))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal()).isEqualTo(new Refusal.TextTooLong(2_001, 2_000)));
    assertThatThrownBy(() -> rate.rate(visitor, reply, Rating.DOWN, Optional.of("a\0")))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal()).isEqualTo(new Refusal.TextUnstorable()));
    assertThat(Optional.ofNullable(kept.get(reply)).orElseThrow().orElseThrow().rating())
        .isEqualTo(Rating.UP);
  }

  @Test
  void takesBack() {
    rate.rate(visitor, reply, Rating.UP, Optional.empty());

    rate.takeBack(visitor, reply);

    assertThat(kept).containsEntry(reply, Optional.empty());
  }

  @Test
  void refusesRepliesThatTheVisitorDoesNotHave() {
    var other = new ReplyId(UUID.randomUUID());

    assertThatThrownBy(() -> rate.rate(visitor, other, Rating.UP, Optional.empty()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal()).isEqualTo(new Refusal.NotFound("reply")));
    assertThatThrownBy(() -> rate.takeBack(visitor, other)).isInstanceOf(RefusedException.class);
  }

  /** The feedback of one visitor. */
  private final class Kept implements FeedbackRepository {
    @Override
    public boolean put(Visitor owner, ReplyId id, Feedback feedback) {
      return kept.replace(id, Optional.of(feedback)) != null;
    }

    @Override
    public boolean remove(Visitor owner, ReplyId id) {
      return kept.replace(id, Optional.empty()) != null;
    }
  }
}
