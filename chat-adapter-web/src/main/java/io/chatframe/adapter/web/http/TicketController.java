package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.identity.SignedToken;
import io.chatframe.adapter.web.json.TicketJson;
import io.chatframe.adapter.web.ticket.EmbedTickets;
import io.chatframe.adapter.web.ticket.SiteOrigin;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives embed tickets to pages of other sites, the only answer that those can read. */
@RestController
final class TicketController {
  private final EmbedTickets tickets;
  private final AssistantCatalog assistants;

  TicketController(EmbedTickets tickets, AssistantCatalog assistants) {
    this.tickets = tickets;
    this.assistants = assistants;
  }

  @PostMapping(path = "/embed/{assistant}/ticket", produces = MediaType.APPLICATION_JSON_VALUE)
  void issue(
      @PathVariable String assistant, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AssistantSettings settings = find(assistants, assistant);
    String origin = SiteOrigin.allowed(settings, request);
    SignedToken ticket = tickets.issue(settings, origin);
    response.setHeader("Access-Control-Allow-Origin", origin);
    response.setHeader("Vary", "Origin");
    JsonAnswer.ok(response, new TicketJson(ticket.text(), ticket.expiresAt()));
  }

  static AssistantSettings find(AssistantCatalog assistants, String name) {
    return Optional.of(name)
        .filter(AssistantName::isValid)
        .map(AssistantName::new)
        .flatMap(assistants::find)
        .orElseThrow(() -> new RefusedException(new Refusal.NotFound("assistant")));
  }
}
