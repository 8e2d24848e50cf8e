package io.chatframe.adapter.web.identity;

import io.chatframe.adapter.web.problem.UnauthorizedException;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.TimeSource;
import java.time.Duration;

/**
 * Signs and verifies what visitors are known by: the token that goes with every call, and the key
 * that only begins sessions. Thread-safe; neither blocks nor remembers.
 */
public final class TokenSigner {
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);
  private static final Duration KEY_LIFE = Duration.ofDays(180);
  private static final String SESSIONS = "sessions";

  private final TokenKind tokens;
  private final TokenKind keys;
  private final TimeSource time;

  public TokenSigner(TokenSecret secret, TimeSource time) {
    this.tokens =
        new TokenKind(
            "visitor-token", TOKEN_LIFE, TokenKind.Start.AT_ISSUE, secret.derive("visitor token"));
    this.keys =
        new TokenKind(
            "visitor-key", KEY_LIFE, TokenKind.Start.AT_ONCE, secret.derive("visitor key"));
    this.time = time;
  }

  /** A token for the calls of one visitor at one assistant. */
  public SignedToken token(Visitor visitor) {
    return tokens.sign(visitor.id().value(), visitor.assistant().value(), time.now());
  }

  /** A key by which the visitor is known again. */
  public SignedToken key(VisitorId visitor) {
    return keys.sign(visitor.value(), SESSIONS, time.now());
  }

  /**
   * Whom a token names.
   *
   * @throws UnauthorizedException where it cannot be trusted
   */
  public Visitor visitor(String token) {
    return verify(token).visitor();
  }

  /**
   * Whom a token names and how long, for who serves more than one call by it.
   *
   * @throws UnauthorizedException where it cannot be trusted
   */
  public VerifiedToken verify(String token) {
    TokenClaims claims = tokens.verify(token, time.now());
    if (!AssistantName.isValid(claims.audience())) {
      throw new UnauthorizedException("The token is for no assistant");
    }
    var visitor =
        new Visitor(new VisitorId(claims.subject()), new AssistantName(claims.audience()));
    return new VerifiedToken(
        visitor, claims.expiresAt(), claims.expiresAt().plus(TokenKind.LEEWAY));
  }

  /**
   * Whom a key names.
   *
   * @throws UnauthorizedException where it cannot be trusted
   */
  public VisitorId keyHolder(String key) {
    TokenClaims claims = keys.verify(key, time.now());
    if (!claims.audience().equals(SESSIONS)) {
      throw new UnauthorizedException("The key is not for sessions");
    }
    return new VisitorId(claims.subject());
  }
}
