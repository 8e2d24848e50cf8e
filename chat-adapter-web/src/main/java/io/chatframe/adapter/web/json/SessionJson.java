package io.chatframe.adapter.web.json;

import io.chatframe.domain.assistant.AssistantSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The answer to a begun session. */
public record SessionJson(
    String visitorToken,
    Instant expiresAt,
    String visitorKey,
    String visitor,
    Assistant assistant) {
  /**
   * What the page may know of an assistant: never its prompt or model.
   *
   * @param context names of the facts that the host page is to say with a message
   */
  public record Assistant(
      String name,
      String title,
      String greeting,
      List<String> suggestions,
      Optional<String> locale,
      String theme,
      Optional<String> accent,
      boolean demo,
      boolean showReasoning,
      int maxMessageLength,
      List<String> context,
      boolean followUps) {
    public static Assistant of(AssistantSettings settings, boolean demo) {
      return new Assistant(
          settings.name().value(),
          settings.title(),
          settings.greeting(),
          settings.suggestions(),
          settings.locale(),
          settings.theme(),
          settings.accent(),
          demo,
          settings.showReasoning(),
          settings.maxMessageLength(),
          settings.hostFacts(),
          settings.followUps());
    }
  }
}
