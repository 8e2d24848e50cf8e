package io.chatframe.adapter.web.launcher;

import io.chatframe.adapter.web.http.JsonAnswer;
import io.chatframe.adapter.web.problem.Problem;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.ProblemKind;
import io.chatframe.adapter.web.ticket.SiteOrigin;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.assistant.LauncherLook;
import io.chatframe.domain.port.AssistantCatalog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells the loader of any site how an assistant's launcher looks, and whether that site may embed
 * the assistant. It holds nothing of visitors.
 */
@RestController
final class LauncherController {
  private static final String CACHING = "public, max-age=60";

  private final AssistantCatalog assistants;
  private final AssistantName defaultAssistant;
  private final LauncherWords words;

  LauncherController(
      AssistantCatalog assistants, AssistantName defaultAssistant, LauncherWords words) {
    this.assistants = assistants;
    this.defaultAssistant = defaultAssistant;
    this.words = words;
  }

  /**
   * Answers with the launcher of an assistant, or of the default one.
   *
   * @param locale the language that the page has chosen
   * @param page the language of the page
   * @param icon the icon that the page has chosen
   */
  @GetMapping(
      path = {"/launcher/{assistant}", "/launcher/", "/launcher"},
      produces = MediaType.APPLICATION_JSON_VALUE)
  void launcher(
      @PathVariable Optional<String> assistant,
      @RequestParam(defaultValue = "") String locale,
      @RequestParam(defaultValue = "") String page,
      @RequestParam(defaultValue = "") String icon,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    AssistantSettings settings = find(assistant);
    List<String> accepted =
        LauncherWords.accepted(
            Optional.ofNullable(request.getHeader("Accept-Language")).orElse(""));
    String language =
        words.language(
            Stream.of(
                    Stream.of(locale),
                    settings.locale().stream(),
                    Stream.of(page),
                    accepted.stream())
                .flatMap(tags -> tags));
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    response.setHeader("Cache-Control", CACHING);
    response.setHeader("Vary", "Origin, Accept-Language");
    JsonAnswer.ok(response, json(settings, language, icon, request));
  }

  private LauncherJson json(
      AssistantSettings settings, String language, String icon, HttpServletRequest request) {
    LauncherLook look = settings.launcher();
    return new LauncherJson(
        settings.name().value(),
        settings.title(),
        settings.theme(),
        settings.accent(),
        look.label(),
        LauncherIcons.path(icon.isEmpty() ? look.icon() : icon),
        look.position(),
        look.offset(),
        look.panelSize(),
        look.teaser(),
        look.teaserDelay(),
        joined(look.teaserPages()),
        joined(look.attention()),
        LauncherWords.isRightToLeft(language),
        words.of(language),
        refusal(settings, request));
  }

  private static Optional<String> joined(List<String> texts) {
    return texts.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", texts));
  }

  private static Optional<Map<String, Object>> refusal(
      AssistantSettings settings, HttpServletRequest request) {
    return SiteOrigin.mayEmbed(settings, request)
        ? Optional.empty()
        : Optional.of(
            Map.of(
                "code",
                ProblemKind.ORIGIN_NOT_ALLOWED.code(),
                "detail",
                "This site may not embed the assistant \""
                    + settings.name().value()
                    + "\": add its origin to allowed-origins in assistants/"
                    + settings.name().value()
                    + ".md."));
  }

  private AssistantSettings find(Optional<String> name) {
    return name.map(text ->
            AssistantName.isValid(text)
                ? assistants.find(new AssistantName(text))
                : Optional.<AssistantSettings>empty())
        .orElseGet(() -> assistants.find(defaultAssistant).or(assistants::first))
        .orElseThrow(() ->
            new ProblemException(
                Problem.of(
                        ProblemKind.NOT_FOUND,
                        "There is no such assistant: its name is that of a file in the server's"
                            + " assistants directory, without .md.")
                    .withHeader("Access-Control-Allow-Origin", "*")
                    .withHeader("Cross-Origin-Resource-Policy", "cross-origin")));
  }
}
