package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.body.BodyReader;
import io.chatframe.adapter.web.body.SolvedChallenge;
import io.chatframe.adapter.web.client.ClientAddresses;
import io.chatframe.adapter.web.host.HostClaims;
import io.chatframe.adapter.web.host.HostTokens;
import io.chatframe.adapter.web.identity.EmbedTicket;
import io.chatframe.adapter.web.identity.SignedToken;
import io.chatframe.adapter.web.identity.SubjectIds;
import io.chatframe.adapter.web.identity.TokenSigner;
import io.chatframe.adapter.web.json.SessionJson;
import io.chatframe.adapter.web.problem.Problem;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.ProblemKind;
import io.chatframe.adapter.web.proof.ProofsOfWork;
import io.chatframe.adapter.web.proof.VerifiedProof;
import io.chatframe.adapter.web.ticket.EmbedTickets;
import io.chatframe.application.IdentifyVisitor;
import io.chatframe.application.WelcomeVisitor;
import io.chatframe.application.access.Restrictions;
import io.chatframe.application.limit.UseLimits;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.assistant.HostIdentity;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.llm.LlmDescription;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.IntFunction;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Begins sessions: a new visitor gets a new id, a visitor with a key keeps hers, and a visitor whom
 * the host identifies has the same one everywhere. Stores nothing for a visitor who has not
 * written.
 */
@RestController
final class SessionController {
  private final TokenSigner signer;
  private final AssistantCatalog assistants;
  private final WelcomeVisitor visitors;
  private final IdentifyVisitor identify;
  private final HostTokens hosts;
  private final EmbedTickets tickets;
  private final ProofsOfWork proofs;
  private final SubjectIds ids;
  private final LlmDescription llm;
  private final UseLimits limits;
  private final ClientAddresses addresses;
  private final Restrictions restrictions;

  private record NewSession(
      String assistant,
      Optional<String> visitorKey,
      Optional<String> identityToken,
      Optional<String> ticket,
      Optional<SolvedChallenge> proof) {
    /** Whether it says nothing of who the visitor is. */
    boolean anonymous() {
      return visitorKey.isEmpty() && identityToken.isEmpty();
    }
  }

  SessionController(
      TokenSigner signer,
      AssistantCatalog assistants,
      WelcomeVisitor visitors,
      IdentifyVisitor identify,
      HostTokens hosts,
      EmbedTickets tickets,
      ProofsOfWork proofs,
      SubjectIds ids,
      LlmDescription llm,
      UseLimits limits,
      ClientAddresses addresses,
      Restrictions restrictions) {
    this.signer = signer;
    this.assistants = assistants;
    this.visitors = visitors;
    this.identify = identify;
    this.hosts = hosts;
    this.tickets = tickets;
    this.proofs = proofs;
    this.ids = ids;
    this.llm = llm;
    this.limits = limits;
    this.addresses = addresses;
    this.restrictions = restrictions;
  }

  @PostMapping(path = "/api/v1/sessions", produces = MediaType.APPLICATION_JSON_VALUE)
  void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var body = BodyReader.read(request, NewSession.class);
    AssistantSettings assistant = TicketController.find(assistants, body.assistant());
    boolean proofNeeded = proofs.needed() && body.proof().isEmpty();
    // Not counted as sessions: this is how clients learn what they need.
    requireShown(assistant, body, proofNeeded);
    limits.session(addresses.network(request));
    Optional<VisitorId> known = body.visitorKey().map(signer::keyHolder);
    known.ifPresent(id -> signer.requireNotBlocked(new Visitor(id, assistant.name())));
    Optional<EmbedTicket> ticket =
        body.ticket().map(text -> tickets.verify(assistant, text, request));
    Optional<VerifiedProof> proof =
        body.proof().map(solved -> proofs.verify(assistant.name(), solved));
    Optional<HostClaims> claims = body.identityToken().map(token -> verified(assistant, token));
    Optional<Visitor> anonymous =
        claims.isPresent() ? Optional.empty() : Optional.of(anonymous(assistant, known));
    if (proofNeeded
        && anonymous.map(Visitor::id).filter(id -> !known.equals(Optional.of(id))).isPresent()) {
      // The key of an erased visitor would otherwise begin any number of new ones.
      throw proofs.required(assistant.name());
    }
    // Used last, so that what is refused for another reason costs neither.
    ticket.ifPresent(tickets::use);
    proof.ifPresent(proofs::use);
    JsonAnswer.ok(
        response,
        claims
            .map(host -> identified(assistant, host, known))
            .orElseGet(() -> session(assistant, anonymous.orElseThrow())));
  }

  private HostClaims verified(AssistantSettings assistant, String identityToken) {
    HostIdentity identity =
        assistant
            .identity()
            .orElseThrow(() ->
                new ProblemException(
                    ProblemKind.IDENTITY_NOT_CONFIGURED,
                    "The assistant has no key for identity tokens: its file names none"));
    return hosts.verify(assistant, identity, identityToken);
  }

  /** Work comes last, so that nobody does any for a session that she cannot have. */
  private void requireShown(AssistantSettings assistant, NewSession body, boolean proofNeeded) {
    if (body.identityToken().isEmpty()
        && assistant.identity().filter(HostIdentity::required).isPresent()) {
      throw new ProblemException(
          Problem.of(
                  ProblemKind.IDENTITY_REQUIRED,
                  "The assistant is for visitors whom the host identifies: send \"identityToken\"")
              .withHeader("WWW-Authenticate", "Bearer"));
    }
    if (assistant.requireTicket() && body.ticket().isEmpty()) {
      throw tickets.required();
    }
    if (proofNeeded && body.anonymous()) {
      throw proofs.required(assistant.name());
    }
  }

  private Visitor anonymous(AssistantSettings assistant, Optional<VisitorId> known) {
    return known
        .map(id -> visitors.welcomeBack(id, assistant.name()))
        .orElseGet(() -> visitors.welcome(assistant.name()));
  }

  private SessionJson session(AssistantSettings assistant, Visitor visitor) {
    signer.requireNotBlocked(visitor);
    SignedToken token = signer.token(visitor);
    return new SessionJson(
        token.text(),
        token.expiresAt(),
        Optional.of(signer.key(visitor.id()).text()),
        visitor.id().toString(),
        false,
        Optional.empty(),
        about(assistant));
  }

  private SessionJson identified(
      AssistantSettings assistant, HostClaims claims, Optional<VisitorId> before) {
    IntFunction<VisitorId> lives = life -> ids.of(assistant.name(), claims.subject(), life);
    Visitor visitor =
        before
            .map(anonymous -> identify.identify(assistant.name(), lives, anonymous))
            .orElseGet(() -> identify.identify(assistant.name(), lives));
    signer.requireNotBlocked(visitor);
    SignedToken token = signer.token(visitor, claims.expiresAt(), claims.facts());
    return new SessionJson(
        token.text(),
        token.expiresAt(),
        Optional.empty(),
        visitor.id().toString(),
        true,
        Optional.of(claims.expiresAt()),
        about(assistant));
  }

  private SessionJson.Assistant about(AssistantSettings assistant) {
    return SessionJson.Assistant.of(assistant, llm.demo(), restrictions.isClosed(assistant));
  }
}
