package io.chatframe.domain.port;

import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.assistant.AssistantSettings;
import java.util.Optional;

/** The configured assistants. Does not block. */
public interface AssistantCatalog {
  Optional<AssistantSettings> find(AssistantName name);

  /** The assistant to show if the request names none and no assistant has the default name. */
  default Optional<AssistantSettings> first() {
    return Optional.empty();
  }
}
