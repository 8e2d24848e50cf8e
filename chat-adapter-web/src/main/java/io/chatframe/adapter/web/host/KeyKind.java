package io.chatframe.adapter.web.host;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * The kinds of keys. A key has exactly one algorithm, whatever a token's header says, so no public
 * key can pass for a secret.
 */
enum KeyKind {
  SECRET("HS256", "HS256") {
    @Override
    boolean verifies(Key key, byte[] input, Base64URL signature) throws JOSEException {
      return new MACVerifier((SecretKey) key).verify(header(), input, signature);
    }
  },
  RSA("RS256", "RS256") {
    @Override
    boolean verifies(Key key, byte[] input, Base64URL signature) throws JOSEException {
      return new RSASSAVerifier((RSAPublicKey) key).verify(header(), input, signature);
    }
  },
  P_256("ES256", "ES256") {
    @Override
    boolean verifies(Key key, byte[] input, Base64URL signature) throws JOSEException {
      return new ECDSAVerifier((ECPublicKey) key).verify(header(), input, signature);
    }
  },
  /** Verified by the JDK, because Nimbus needs another library for it. */
  ED25519("EdDSA", "Ed25519") {
    @Override
    boolean verifies(Key key, byte[] input, Base64URL signature) throws JOSEException {
      try {
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify((PublicKey) key);
        verifier.update(input);
        return verifier.verify(signature.decode());
      } catch (GeneralSecurityException e) {
        throw new JOSEException("The signature cannot be verified", e);
      }
    }
  };

  private static final int LEAST_RSA_BITS = 2_048;
  private static final int MOST_RSA_BITS = 8_192;

  private final String algorithm;
  private final String alias;

  /**
   * @param alias another name of the algorithm
   */
  KeyKind(String algorithm, String alias) {
    this.algorithm = algorithm;
    this.alias = alias;
  }

  /** The kind of a key; empty if it is of none, or too weak. */
  static Optional<KeyKind> of(Key key) {
    return switch (key) {
      case SecretKey _ -> Optional.of(SECRET);
      case RSAPublicKey rsa
          when rsa.getModulus().bitLength() >= LEAST_RSA_BITS
              && rsa.getModulus().bitLength() <= MOST_RSA_BITS ->
          Optional.of(RSA);
      case ECPublicKey ec when Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams())) ->
          Optional.of(P_256);
      case EdECPublicKey ed
          when ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName()) ->
          Optional.of(ED25519);
      default -> Optional.empty();
    };
  }

  boolean isFor(String alg) {
    return alg.equals(algorithm) || alg.equals(alias);
  }

  /** Whether a key of this kind made the signature of a token's first two parts. */
  boolean signed(Key key, String input, Base64URL signature) {
    try {
      return verifies(key, input.getBytes(StandardCharsets.US_ASCII), signature);
    } catch (JOSEException e) {
      return false;
    }
  }

  abstract boolean verifies(Key key, byte[] input, Base64URL signature) throws JOSEException;

  JWSHeader header() {
    return new JWSHeader(JWSAlgorithm.parse(algorithm));
  }
}
