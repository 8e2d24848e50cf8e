package io.chatframe.domain.port;

import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.assistant.AssistantSettings;
import java.util.Optional;
import java.util.Set;

/** The configured assistants. Does not block. */
public interface AssistantCatalog {
  Optional<AssistantSettings> find(AssistantName name);

  /** The names of all of them. */
  default Set<AssistantName> all() {
    return Set.of();
  }

  /** The assistant to show if the request names none and no assistant has the default name. */
  default Optional<AssistantSettings> first() {
    return Optional.empty();
  }
}
