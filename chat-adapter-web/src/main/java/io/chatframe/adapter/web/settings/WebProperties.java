package io.chatframe.adapter.web.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The operator's settings of the web adapter.
 *
 * @param tokenSecret the secret from which all signing keys are derived; at least 32 bytes
 * @param defaultAssistant the assistant that the demo host page shows
 */
@ConfigurationProperties("chat")
public record WebProperties(String tokenSecret, @DefaultValue("default") String defaultAssistant) {
  /** Omits the secret. */
  @Override
  public String toString() {
    return "WebProperties[defaultAssistant=%s]".formatted(defaultAssistant);
  }
}
