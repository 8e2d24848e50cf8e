package io.chatframe.adapter.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator may set of the web adapter.
 *
 * @param tokenSecret what all tokens are signed by; at least 32 bytes
 * @param defaultAssistant whom the demo host page shows
 */
@ConfigurationProperties("chat")
public record WebProperties(
    String tokenSecret, @DefaultValue("default") String defaultAssistant, @DefaultValue Web web) {
  /** Shows no secret. */
  @Override
  public String toString() {
    return "WebProperties[defaultAssistant=%s, web=%s]".formatted(defaultAssistant, web);
  }

  /**
   * The waits of the doors.
   *
   * @param heartbeat the longest an event stream is silent
   * @param answerPatience how long a whole answer is waited for before 202
   * @param bodyPatience the longest a request's body may take to come
   */
  public record Web(
      @DefaultValue("15s") Duration heartbeat,
      @DefaultValue("50s") Duration answerPatience,
      @DefaultValue("20s") Duration bodyPatience) {}
}
