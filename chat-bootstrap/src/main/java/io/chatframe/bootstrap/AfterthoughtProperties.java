package io.chatframe.bootstrap;

import io.chatframe.bootstrap.settings.InvalidSettingException;
import io.chatframe.bootstrap.settings.LogText;
import io.chatframe.domain.port.llm.ModelCatalog;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What to ask a model for once a reply is complete.
 *
 * @param titles whether to generate dialog titles
 * @param followUps whether to suggest follow-up questions
 * @param model the model to ask; empty for the one that generated the reply
 */
@ConfigurationProperties("chat.afterthoughts")
record AfterthoughtProperties(
    @DefaultValue("true") boolean titles,
    @DefaultValue("true") boolean followUps,
    Optional<String> model) {

  /** The configured model, which must be known. */
  Optional<String> known(ModelCatalog models) {
    Optional<String> named = model.filter(name -> !name.isBlank());
    named
        .filter(name -> !models.knows(name))
        .ifPresent(name -> {
          throw new InvalidSettingException(
              "LLM_SMALL_MODEL names the unknown model \"%s\"%s."
                  .formatted(
                      LogText.oneLine(name),
                      models.meant(name).map(meant -> ": " + meant).orElse("")),
              "Known are " + String.join(", ", models.known()) + ".");
        });
    return named;
  }
}
