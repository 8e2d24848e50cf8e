package io.chatframe.adapter.web.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator may set of the web adapter.
 *
 * @param tokenSecret what all tokens are signed with; at least 32 bytes
 * @param defaultAssistant the assistant that the demo host page shows
 */
@ConfigurationProperties("chat")
public record WebProperties(String tokenSecret, @DefaultValue("default") String defaultAssistant) {
  /** Shows no secret. */
  @Override
  public String toString() {
    return "WebProperties[defaultAssistant=%s]".formatted(defaultAssistant);
  }
}
