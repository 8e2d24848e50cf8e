package io.chatframe.adapter.web.json;

import io.chatframe.domain.feedback.Feedback;
import java.util.Optional;

/** What the visitor said of a reply, on the wire. */
public record FeedbackJson(String rating, Optional<String> reason) {
  public static FeedbackJson of(Feedback feedback) {
    return new FeedbackJson(feedback.rating().wireName(), feedback.reason());
  }
}
