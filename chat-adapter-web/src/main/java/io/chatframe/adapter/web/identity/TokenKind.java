package io.chatframe.adapter.web.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.chatframe.adapter.web.problem.UnauthorizedException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One kind of token, with its own key and header. A token must carry exactly the header that is
 * signed here, byte for byte, so it cannot request another algorithm, key or extension.
 */
final class TokenKind {
  /** When a token becomes valid. */
  enum Start {
    /** At its issue time, which limits the tokens that a node with a fast clock can issue. */
    AT_ISSUE,
    /**
     * At once, regardless of time, so that a node with a slow clock accepts what another just
     * issued.
     */
    AT_ONCE
  }

  private static final String ISSUER = "chatframe";
  static final Duration LEEWAY = Duration.ofSeconds(60);
  private static final String FACTS = "facts";
  private static final String GENERATION = "generation";
  private static final int LONGEST = 4_096;

  private final JWSHeader header;
  private final String encodedHeader;
  private final Duration life;
  private final Start start;
  private final MACSigner signer;
  private final MACVerifier verifier;

  TokenKind(String name, Duration life, Start start, byte[] key) {
    this.header =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .type(new JOSEObjectType(name + "+jwt"))
            .keyID(name + "-1")
            .build();
    this.encodedHeader = header.toBase64URL().toString();
    this.life = life;
    this.start = start;
    try {
      this.signer = new MACSigner(key);
      this.verifier = new MACVerifier(key);
    } catch (JOSEException e) {
      throw new IllegalStateException("The derived key does not fit HS256", e);
    }
  }

  SignedToken sign(UUID subject, String audience, int generation, Instant now) {
    return sign(subject, audience, generation, now, now.plus(life), Map.of());
  }

  /**
   * Signs a token that expires earlier if told so.
   *
   * @param generation of the audience's tokens
   * @param facts what the visitor's host has signed about her
   */
  SignedToken sign(
      UUID subject,
      String audience,
      int generation,
      Instant now,
      Instant until,
      Map<String, String> facts) {
    Instant issued = Instant.ofEpochSecond(now.getEpochSecond());
    Instant full = issued.plus(life);
    Instant expires = until.isBefore(full) ? Instant.ofEpochSecond(until.getEpochSecond()) : full;
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(subject.toString())
            .audience(audience)
            .issueTime(Date.from(issued))
            .expirationTime(Date.from(expires))
            .claim(GENERATION, generation == 0 ? null : generation)
            .claim(FACTS, facts.isEmpty() ? null : facts)
            .build();
    var token = new SignedJWT(header, claims);
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("A token could not be signed", e);
    }
    return new SignedToken(token.serialize(), expires);
  }

  /** Verifies everything but the audience and returns the claims. */
  TokenClaims verify(String text, Instant now) {
    if (text.length() > LONGEST) {
      throw new UnauthorizedException("The token is too long");
    }
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3 || !parts[0].equals(encodedHeader)) {
      throw new UnauthorizedException("This is not a token of the kind that is needed here");
    }
    if (!isSigned(parts)) {
      throw new UnauthorizedException("The token's signature is not ours");
    }
    try {
      return claims(JWTClaimsSet.parse(new Base64URL(parts[1]).decodeToString()), now);
    } catch (ParseException e) {
      throw new UnauthorizedException("The token's claims cannot be read");
    }
  }

  private boolean isSigned(String[] parts) {
    var signature = new Base64URL(parts[2]);
    // Accept only the canonical encoding of a signature: decoders ignore padding bits.
    if (!Base64URL.encode(signature.decode()).equals(signature)) {
      return false;
    }
    byte[] input = (parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII);
    try {
      return verifier.verify(header, input, signature);
    } catch (JOSEException e) {
      return false;
    }
  }

  private TokenClaims claims(JWTClaimsSet claims, Instant now) {
    Date issued = claims.getIssueTime();
    Date expires = claims.getExpirationTime();
    List<String> audience = claims.getAudience();
    if (!ISSUER.equals(claims.getIssuer()) || audience.size() != 1) {
      throw new UnauthorizedException("The token has another issuer or audience");
    }
    if (issued == null || expires == null) {
      throw new UnauthorizedException("The token has no times");
    }
    checkTimes(issued.toInstant(), expires.toInstant(), now);
    UUID subject =
        Uuids.parse(claims.getSubject())
            .orElseThrow(() -> new UnauthorizedException("The token names no visitor"));
    return new TokenClaims(
        subject, audience.getFirst(), generation(claims), expires.toInstant(), facts(claims));
  }

  private static int generation(JWTClaimsSet claims) {
    return claims.getClaim(GENERATION) instanceof Number signed ? signed.intValue() : 0;
  }

  private static Map<String, String> facts(JWTClaimsSet claims) {
    var facts = new HashMap<String, String>();
    if (claims.getClaim(FACTS) instanceof Map<?, ?> signed) {
      signed.forEach((name, value) -> facts.put(String.valueOf(name), String.valueOf(value)));
    }
    return facts;
  }

  private void checkTimes(Instant issued, Instant expires, Instant now) {
    if (start == Start.AT_ISSUE && issued.isAfter(now.plus(LEEWAY))) {
      throw new UnauthorizedException("The token was issued in the future");
    }
    if (!expires.plus(LEEWAY).isAfter(now)) {
      throw UnauthorizedException.ofExpired("The token has expired");
    }
    if (expires.isAfter(issued.plus(life))) {
      throw new UnauthorizedException("The token lives longer than it may");
    }
  }
}
