package io.chatframe.domain.port;

import io.chatframe.domain.AssistantName;
import io.chatframe.domain.AssistantSettings;
import java.util.Optional;

/** The assistants in service. Does not block. */
public interface AssistantCatalog {
  Optional<AssistantSettings> find(AssistantName name);
}
