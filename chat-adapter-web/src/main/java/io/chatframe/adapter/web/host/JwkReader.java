package io.chatframe.adapter.web.host;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.chatframe.domain.assistant.HostKey;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads public keys from JSON. Keys that cannot verify identity tokens are skipped. */
final class JwkReader {
  private static final int MOST_KEYS = 50;

  /** The beginning of each encoded Ed25519 key (RFC 8410). */
  private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int ED25519_BYTES = 32;

  private JwkReader() {}

  /**
   * Reads a key or a set of keys; of a large set only the beginning.
   *
   * @throws ParseException if the text is neither
   */
  static List<HostKey> read(String json) throws ParseException {
    Map<String, Object> object = JSONObjectUtils.parse(json);
    Stream<Map<String, Object>> keys =
        object.containsKey("keys")
            ? Stream.of(JSONObjectUtils.getJSONObjectArray(object, "keys")).limit(MOST_KEYS)
            : Stream.of(object);
    return keys.flatMap(key -> key(key).stream()).toList();
  }

  private static Optional<HostKey> key(Map<String, Object> json) {
    try {
      JWK key = JWK.parse(json);
      boolean verifies = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
      Optional<PublicKey> plain = verifies ? plain(key) : Optional.empty();
      return plain
          .filter(one -> KeyKind.of(one).filter(kind -> allows(key, kind)).isPresent())
          .map(one -> new HostKey(Optional.ofNullable(key.getKeyID()), one));
    } catch (ParseException | JOSEException | GeneralSecurityException e) {
      // Of a type that is unknown here, or damaged: the others still count.
      return Optional.empty();
    }
  }

  private static boolean allows(JWK key, KeyKind kind) {
    return key.getAlgorithm() == null || kind.isFor(key.getAlgorithm().getName());
  }

  private static Optional<PublicKey> plain(JWK key) throws JOSEException, GeneralSecurityException {
    return switch (key) {
      case RSAKey rsa -> Optional.of(rsa.toPublicKey());
      case ECKey ec when ec.getCurve().equals(Curve.P_256) -> Optional.of(ec.toPublicKey());
      case OctetKeyPair pair
          when pair.getCurve().equals(Curve.Ed25519)
              && pair.getDecodedX().length == ED25519_BYTES ->
          Optional.of(ed25519(pair.getDecodedX()));
      default -> Optional.empty();
    };
  }

  /** Converts the key by hand, because Nimbus cannot. */
  private static PublicKey ed25519(byte[] x) throws GeneralSecurityException {
    var encoded = new ByteArrayOutputStream();
    encoded.writeBytes(ED25519);
    encoded.writeBytes(x);
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new X509EncodedKeySpec(encoded.toByteArray()));
  }
}
