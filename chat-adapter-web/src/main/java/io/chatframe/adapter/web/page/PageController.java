package io.chatframe.adapter.web.page;

import io.chatframe.adapter.web.client.RequestPath;
import io.chatframe.adapter.web.json.LookJson;
import io.chatframe.adapter.web.json.WireJson;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.assistant.Logo;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Serves each assistant's chat page and the demo host page. Each response has its own nonce. */
@Controller
final class PageController {
  private static final String DEFAULT_LANGUAGE = "en";

  private final AssistantCatalog assistants;
  private final AssistantName defaultAssistant;
  private final Template chat = Template.of("embed.html");
  private final Template host = Template.of("host.html");
  private final Template missing = Template.of("missing.html");

  PageController(AssistantCatalog assistants, AssistantName defaultAssistant) throws IOException {
    this.assistants = assistants;
    this.defaultAssistant = defaultAssistant;
  }

  @GetMapping("/embed/{assistant}")
  void chat(
      @PathVariable String assistant, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    chat(find(assistant), request, response);
  }

  /** Serves the chat page if the URL names no assistant. */
  @GetMapping({"/embed", "/embed/"})
  void chat(HttpServletRequest request, HttpServletResponse response) throws IOException {
    chat(unnamed(), request, response);
  }

  private void chat(
      Optional<AssistantSettings> settings,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (settings.isPresent()) {
      String nonce = HtmlPage.nonce();
      PageHeaders.chat(response, nonce, settings.get().allowedOrigins());
      HtmlPage.write(
          response, HttpServletResponse.SC_OK, fill(chat, nonce, settings.get(), request));
    } else if (wantsHtml(request)) {
      HtmlPage.write(response, HttpServletResponse.SC_NOT_FOUND, missing.fill(Map.of()));
    } else {
      throw new RefusedException(new Refusal.NotFound("assistant"));
    }
  }

  /** Serves an assistant's logo; the version in its URL changes with it. */
  @GetMapping("/embed/{assistant}/logo")
  void logo(@PathVariable String assistant, HttpServletResponse response) throws IOException {
    Logo logo =
        find(assistant)
            .flatMap(settings -> settings.appearance().logo())
            .orElseThrow(() -> new RefusedException(new Refusal.NotFound("file")));
    byte[] content = logo.content();
    PageHeaders.picture(response);
    response.setContentType(logo.type());
    response.setContentLength(content.length);
    response.getOutputStream().write(content);
  }

  @GetMapping("/")
  void host(HttpServletRequest request, HttpServletResponse response) throws IOException {
    AssistantSettings settings =
        unnamed().orElseThrow(() -> new RefusedException(new Refusal.NotFound("assistant")));
    String nonce = HtmlPage.nonce();
    PageHeaders.host(response, nonce);
    HtmlPage.write(response, HttpServletResponse.SC_OK, fill(host, nonce, settings, request));
  }

  /** The default assistant, or the first if none has the default name. */
  private Optional<AssistantSettings> unnamed() {
    return assistants.find(defaultAssistant).or(assistants::first);
  }

  private Optional<AssistantSettings> find(String name) {
    return AssistantName.isValid(name)
        ? assistants.find(new AssistantName(name))
        : Optional.empty();
  }

  private static byte[] fill(
      Template template, String nonce, AssistantSettings settings, HttpServletRequest request) {
    return template.fill(
        Map.of(
            "nonce", nonce,
            "assistant", settings.name().value(),
            "title", settings.title(),
            "lang", settings.locale().orElse(DEFAULT_LANGUAGE),
            "look", WireJson.mapper().writeValueAsString(LookJson.first(settings)),
            "root", RequestPath.root(request)));
  }

  /** Browsers accept HTML explicitly; clients that accept anything get the problem document. */
  private static boolean wantsHtml(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.contains("text/html");
  }
}
