package io.chatframe.adapter.web.json;

import io.chatframe.domain.assistant.AssistantSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The response that begins a session.
 *
 * @param visitorKey absent if the host identifies the visitor
 * @param identityExpiresAt when the host's identity token expires; no session after that without a
 *     new one
 */
public record SessionJson(
    String visitorToken,
    Instant expiresAt,
    Optional<String> visitorKey,
    String visitor,
    boolean identified,
    Optional<Instant> identityExpiresAt,
    Assistant assistant) {
  /**
   * The public part of an assistant's settings: never its prompt or model.
   *
   * @param closed whether no reply begins
   * @param context names of the facts that the host page should send with a message
   * @param siteHosts the hosts of the sites that may embed the chat
   * @param linkHosts the hosts that answers may link to beside those; absent if any
   * @param texts that the page says in place of its own, by language and key
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
      boolean followUps,
      boolean closed,
      List<String> siteHosts,
      Optional<List<String>> linkHosts,
      LookJson look,
      Map<String, Map<String, String>> texts) {
    public static Assistant of(AssistantSettings settings, boolean demo, boolean closed) {
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
          settings.followUps(),
          closed,
          settings.siteHosts(),
          settings.linkHosts(),
          LookJson.of(settings),
          settings.appearance().texts());
    }
  }
}
