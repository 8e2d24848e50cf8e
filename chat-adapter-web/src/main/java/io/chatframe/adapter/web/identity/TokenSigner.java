package io.chatframe.adapter.web.identity;

import io.chatframe.adapter.web.problem.UnauthorizedException;
import io.chatframe.application.access.Restrictions;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Signs and verifies visitor tokens, which authenticate every call, visitor keys, which only begin
 * sessions, and embed tickets, which let a page begin one. Thread-safe and stateless; never blocks.
 */
public final class TokenSigner {
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);
  private static final Duration KEY_LIFE = Duration.ofDays(180);
  private static final Duration TICKET_LIFE = Duration.ofSeconds(60);
  private static final String ORIGIN = "origin";
  private static final String SESSIONS = "sessions";

  private final TokenKind tokens;
  private final TokenKind keys;
  private final TokenKind tickets;
  private final TimeSource time;
  private final AssistantCatalog assistants;
  private final Restrictions restrictions;

  public TokenSigner(
      TokenSecret secret, TimeSource time, AssistantCatalog assistants, Restrictions restrictions) {
    this.tokens =
        new TokenKind(
            "visitor-token",
            TOKEN_LIFE,
            TokenKind.Start.AT_ISSUE,
            secret.deriveForTokens("visitor token"));
    this.keys =
        new TokenKind(
            "visitor-key",
            KEY_LIFE,
            TokenKind.Start.AT_ONCE,
            secret.deriveForTokens("visitor key"));
    this.tickets =
        new TokenKind(
            "embed-ticket",
            TICKET_LIFE,
            TokenKind.Start.AT_ONCE,
            secret.deriveForTokens("embed ticket"));
    this.time = time;
    this.assistants = assistants;
    this.restrictions = restrictions;
  }

  /** Issues a token for the calls of one visitor at one assistant. */
  public SignedToken token(Visitor visitor) {
    return tokens.sign(
        visitor.id().value(),
        visitor.assistant().value(),
        generation(visitor.assistant()),
        time.now());
  }

  /**
   * Issues a token for a visitor whom a host has identified.
   *
   * @param until when the host's word expires, which the token hardly outlives
   * @param facts what the host has signed about her
   */
  public SignedToken token(Visitor visitor, Instant until, Map<String, String> facts) {
    Instant now = time.now();
    // A host's clock may be slow: the token is valid for long enough to be used.
    Instant soonest = now.plus(TokenKind.LEEWAY);
    return tokens.sign(
        visitor.id().value(),
        visitor.assistant().value(),
        generation(visitor.assistant()),
        now,
        until.isBefore(soonest) ? soonest : until,
        facts);
  }

  /** Issues a key with which the visitor keeps the same id in later sessions. */
  public SignedToken key(VisitorId visitor) {
    return keys.sign(visitor.value(), SESSIONS, 0, time.now());
  }

  /**
   * Verifies a token and returns its visitor and validity.
   *
   * @throws UnauthorizedException if it is invalid, or its assistant no longer exists
   * @throws RefusedException if its visitor is blocked
   */
  public VerifiedToken verify(String token) {
    TokenClaims claims = tokens.verify(token, time.now());
    if (!AssistantName.isValid(claims.audience())) {
      throw new UnauthorizedException("The token is for no assistant");
    }
    var assistant = new AssistantName(claims.audience());
    if (assistants.find(assistant).isEmpty()) {
      throw new UnauthorizedException("The token's assistant is no longer in service");
    }
    var visitor = new Visitor(new VisitorId(claims.subject()), assistant);
    var verified =
        new VerifiedToken(
            visitor,
            claims.generation(),
            claims.expiresAt(),
            claims.expiresAt().plus(TokenKind.LEEWAY),
            claims.facts());
    requireAccepted(verified);
    return verified;
  }

  /**
   * Checks what may change during a token's life.
   *
   * @throws UnauthorizedException if it has expired, or the generation of its assistant's tokens is
   *     over
   * @throws RefusedException if its visitor is blocked
   */
  public void requireAccepted(VerifiedToken token) {
    if (!token.acceptedUntil().isAfter(time.now())) {
      throw new UnauthorizedException("The token has expired");
    }
    if (token.generation() != generation(token.visitor().assistant())) {
      throw new UnauthorizedException("The operator has ended all tokens of this generation");
    }
    requireNotBlocked(token.visitor());
  }

  /**
   * Checks that a visitor is not blocked.
   *
   * @throws RefusedException if she is
   */
  public void requireNotBlocked(Visitor visitor) {
    if (restrictions.isBlocked(visitor)) {
      throw new RefusedException(new Refusal.VisitorBlocked());
    }
  }

  private int generation(AssistantName assistant) {
    return assistants.find(assistant).map(AssistantSettings::tokenGeneration).orElse(0);
  }

  /**
   * Verifies a key and returns its visitor.
   *
   * @throws UnauthorizedException if it is invalid
   */
  public VisitorId keyHolder(String key) {
    TokenClaims claims = keys.verify(key, time.now());
    if (!claims.audience().equals(SESSIONS)) {
      throw new UnauthorizedException("The key is not for sessions");
    }
    return new VisitorId(claims.subject());
  }

  /**
   * Issues an embed ticket to a page.
   *
   * @param id by which it is known later that the ticket was used
   * @param origin of the page
   */
  public SignedToken ticket(UUID id, AssistantName assistant, String origin) {
    Instant now = time.now();
    return tickets.sign(
        id, assistant.value(), 0, now, now.plus(TICKET_LIFE), Map.of(ORIGIN, origin));
  }

  /**
   * Verifies the signature and the time of an embed ticket.
   *
   * @throws UnauthorizedException if it is invalid
   */
  public EmbedTicket embedTicket(String ticket) {
    TokenClaims claims = tickets.verify(ticket, time.now());
    return new EmbedTicket(
        claims.subject(),
        claims.audience(),
        claims.facts().getOrDefault(ORIGIN, ""),
        claims.expiresAt().plus(TokenKind.LEEWAY));
  }
}
