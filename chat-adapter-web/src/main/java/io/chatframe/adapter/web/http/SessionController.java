package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.body.BodyReader;
import io.chatframe.adapter.web.client.ClientAddresses;
import io.chatframe.adapter.web.identity.SignedToken;
import io.chatframe.adapter.web.identity.TokenSigner;
import io.chatframe.adapter.web.json.SessionJson;
import io.chatframe.application.WelcomeVisitor;
import io.chatframe.application.limit.UseLimits;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.llm.LlmDescription;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Begins sessions: a new visitor gets a new id, a visitor with a key keeps hers. Stores nothing.
 */
@RestController
final class SessionController {
  private final TokenSigner signer;
  private final AssistantCatalog assistants;
  private final WelcomeVisitor visitors;
  private final LlmDescription llm;
  private final UseLimits limits;
  private final ClientAddresses addresses;

  private record NewSession(String assistant, Optional<String> visitorKey) {}

  SessionController(
      TokenSigner signer,
      AssistantCatalog assistants,
      WelcomeVisitor visitors,
      LlmDescription llm,
      UseLimits limits,
      ClientAddresses addresses) {
    this.signer = signer;
    this.assistants = assistants;
    this.visitors = visitors;
    this.llm = llm;
    this.limits = limits;
    this.addresses = addresses;
  }

  @PostMapping(path = "/api/v1/sessions", produces = MediaType.APPLICATION_JSON_VALUE)
  void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var body = BodyReader.read(request, NewSession.class);
    AssistantSettings assistant =
        Optional.of(body.assistant())
            .filter(AssistantName::isValid)
            .map(AssistantName::new)
            .flatMap(assistants::find)
            .orElseThrow(() -> new RefusedException(new Refusal.NotFound("assistant")));
    limits.session(addresses.network(request));
    Visitor visitor =
        body.visitorKey()
            .map(signer::keyHolder)
            .map(known -> visitors.welcomeBack(known, assistant.name()))
            .orElseGet(() -> visitors.welcome(assistant.name()));
    SignedToken token = signer.token(visitor);
    JsonAnswer.ok(
        response,
        new SessionJson(
            token.text(),
            token.expiresAt(),
            signer.key(visitor.id()).text(),
            visitor.id().toString(),
            SessionJson.Assistant.of(assistant, llm.demo())));
  }
}
