package io.chatframe.adapter.web.page;

import io.chatframe.adapter.web.client.RequestPath;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Serves the page on which a site's owner tries how the chat looks, and the page that stands for
 * the site. Where the playground is closed, there is nothing.
 */
@Controller
final class PlaygroundController {
  private final AssistantCatalog assistants;
  private final PageSettings settings;
  private final Template playground = Template.of("playground.html");
  private final Template preview = Template.of("preview.html");

  PlaygroundController(AssistantCatalog assistants, PageSettings settings) throws IOException {
    this.assistants = assistants;
    this.settings = settings;
  }

  @GetMapping("/playground")
  void playground(HttpServletRequest request, HttpServletResponse response) throws IOException {
    requireOpen();
    String nonce = HtmlPage.nonce();
    PageHeaders.host(response, nonce);
    String names =
        assistants.all().stream()
            .map(AssistantName::value)
            .sorted()
            .collect(Collectors.joining(" "));
    HtmlPage.write(
        response,
        HttpServletResponse.SC_OK,
        playground.fill(
            Map.of(
                "nonce",
                nonce,
                "assistants",
                names,
                "assistant",
                settings.defaultAssistant().value(),
                "root",
                RequestPath.root(request))));
  }

  @GetMapping("/playground/preview")
  void preview(HttpServletRequest request, HttpServletResponse response) throws IOException {
    requireOpen();
    PageHeaders.preview(response, HtmlPage.nonce());
    HtmlPage.write(
        response,
        HttpServletResponse.SC_OK,
        preview.fill(Map.of("root", RequestPath.root(request))));
  }

  private void requireOpen() {
    if (!settings.playground()) {
      throw new RefusedException(new Refusal.NotFound("page"));
    }
  }
}
