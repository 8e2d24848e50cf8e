package io.chatframe.bootstrap;

import io.chatframe.bootstrap.settings.InvalidSettingException;
import io.chatframe.bootstrap.settings.LogText;
import io.chatframe.domain.port.llm.ModelCatalog;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What may be asked of a model once a reply is complete.
 *
 * @param titles whether dialogs are given titles
 * @param followUps whether follow-up questions are suggested
 * @param model the model that is asked; empty for the one that gave the reply
 */
@ConfigurationProperties("chat.afterthoughts")
record AfterthoughtProperties(
    @DefaultValue("true") boolean titles,
    @DefaultValue("true") boolean followUps,
    Optional<String> model) {

  /** The model, if one is named. */
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
