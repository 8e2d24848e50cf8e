package io.chatframe.application;

import io.chatframe.domain.Visitor;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;

/** The assistant a visitor is at. */
final class Assistants {
  private Assistants() {}

  static AssistantSettings of(AssistantCatalog catalog, Visitor visitor) {
    return catalog
        .find(visitor.assistant())
        .orElseThrow(() -> new RefusedException(new Refusal.NotFound("assistant")));
  }
}
