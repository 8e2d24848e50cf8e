package io.chatframe.application;

import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.feedback.Feedback;
import io.chatframe.domain.feedback.Rating;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.feedback.FeedbackRepository;
import io.chatframe.domain.text.TextRule;
import java.util.Optional;

/** Keeps what a visitor says of a reply. Idempotent; the latest counts. */
public final class RateReply {
  private static final int LONGEST_REASON = 2_000;

  private final FeedbackRepository feedback;

  public RateReply(FeedbackRepository feedback) {
    this.feedback = feedback;
  }

  /**
   * Rates the reply.
   *
   * @param reason a blank one counts as absent
   * @return the feedback as it is kept
   * @throws RefusedException if the visitor has no such reply, or the reason cannot be kept
   */
  public Feedback rate(Visitor visitor, ReplyId reply, Rating rating, Optional<String> reason) {
    var given = new Feedback(rating, reason.filter(text -> !TextRule.isBlank(text)));
    given.reason().ifPresent(RateReply::check);
    require(feedback.put(visitor, reply, given));
    return given;
  }

  /**
   * Takes the feedback back.
   *
   * @throws RefusedException if the visitor has no such reply
   */
  public void takeBack(Visitor visitor, ReplyId reply) {
    require(feedback.remove(visitor, reply));
  }

  private static void check(String reason) {
    SendMessage.check(reason);
    if (reason.length() > LONGEST_REASON) {
      throw new RefusedException(new Refusal.TextTooLong(reason.length(), LONGEST_REASON));
    }
  }

  private static void require(boolean found) {
    if (!found) {
      throw new RefusedException(new Refusal.NotFound("reply"));
    }
  }
}
