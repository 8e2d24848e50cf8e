package io.chatframe.adapter.web.json;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.chatframe.domain.assistant.Appearance;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.assistant.Colour;
import io.chatframe.domain.assistant.Logo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How an assistant's page looks, beside its theme and accent; absent is what the page has itself.
 *
 * @param logo the path of the picture at this server
 */
public record LookJson(
    Optional<String> accentDark,
    Optional<String> surface,
    Optional<String> surfaceDark,
    Optional<Integer> radius,
    Optional<String> font,
    Optional<String> density,
    Optional<String> logo,
    Optional<List<String>> icons) {
  /**
   * What the page is served with, so that it is not seen in another look first.
   *
   * @param look of the session
   */
  public record First(String theme, Optional<String> accent, @JsonUnwrapped LookJson look) {}

  public static First first(AssistantSettings settings) {
    return new First(settings.theme(), settings.accent(), of(settings));
  }

  static LookJson of(AssistantSettings settings) {
    Appearance look = settings.appearance();
    return new LookJson(
        look.accentDark().map(Colour::hex),
        look.surface().map(Colour::hex),
        look.surfaceDark().map(Colour::hex),
        look.radius().stream().boxed().findFirst(),
        look.font(),
        look.compact() ? Optional.of("compact") : Optional.empty(),
        look.logo().map(logo -> "/embed/" + settings.name() + "/logo?v=" + version(logo)),
        Optional.of(look.icons()).filter(icons -> !icons.isEmpty()));
  }

  /** Another one for another picture, so that browsers may keep each for ever. */
  public static String version(Logo logo) {
    byte[] content = logo.base64().getBytes(StandardCharsets.US_ASCII);
    return Long.toHexString(UUID.nameUUIDFromBytes(content).getMostSignificantBits());
  }
}
