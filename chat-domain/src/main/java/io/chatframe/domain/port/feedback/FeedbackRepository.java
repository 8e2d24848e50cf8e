package io.chatframe.domain.port.feedback;

import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.feedback.Feedback;

/** Keeps the latest feedback on each reply, as long as the reply is kept. */
public interface FeedbackRepository {
  /**
   * Stores the feedback in place of an earlier one.
   *
   * @return whether the visitor has such a reply
   */
  boolean put(Visitor visitor, ReplyId reply, Feedback feedback);

  /**
   * Takes the feedback back, if there is any.
   *
   * @return whether the visitor has such a reply
   */
  boolean remove(Visitor visitor, ReplyId reply);
}
