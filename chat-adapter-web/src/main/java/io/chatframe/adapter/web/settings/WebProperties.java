package io.chatframe.adapter.web.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The operator's settings of the web adapter.
 *
 * @param tokenSecret the secret from which all signing keys are derived; at least 32 bytes
 * @param tokenGeneration another number ends all visitor tokens and visitor keys
 * @param defaultAssistant the assistant that the demo host page shows
 * @param playground who finds the playground: {@code open} for all, {@code closed} for nobody, or
 *     {@code auto} while the server listens for its own machine only
 */
@Validated
@ConfigurationProperties("chat")
public record WebProperties(
    String tokenSecret,
    @DefaultValue("0")
        @Min(value = 0, message = WebProperties.GENERATION)
        @Max(value = WebProperties.LAST_GENERATION, message = WebProperties.GENERATION)
        int tokenGeneration,
    @DefaultValue("default") String defaultAssistant,
    @DefaultValue("auto") @Pattern(regexp = "open|closed|auto", message = WebProperties.PLAYGROUND)
        String playground) {
  private static final String PLAYGROUND = "open, closed or auto";
  private static final long LAST_GENERATION = 1_000_000;
  private static final String GENERATION = "a whole number from 0 to a million";

  /** Omits the secret. */
  @Override
  public String toString() {
    return "WebProperties[defaultAssistant=%s]".formatted(defaultAssistant);
  }
}
