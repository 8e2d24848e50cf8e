package io.chatframe.domain.port;

import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.assistant.AssistantSettings;
import java.util.Optional;

/** The assistants in service. Does not block. */
public interface AssistantCatalog {
  Optional<AssistantSettings> find(AssistantName name);

  /** The one to show if nobody names one, and none has the name that is shown by default. */
  default Optional<AssistantSettings> first() {
    return Optional.empty();
  }
}
