package io.chatframe.adapter.web.host;

import io.chatframe.domain.assistant.HostKey;
import io.chatframe.domain.assistant.InvalidHostKeyException;
import io.chatframe.domain.port.HostKeySource;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the public keys of an assistant's key file: in PEM, or as a JSON Web Key or a set. */
public final class KeyFileReader implements HostKeySource {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");
  private static final String ALLOWED =
      "allowed are RSA keys of 2048 to 8192 bits, keys on the curve P-256, and Ed25519 keys";

  @Override
  public List<HostKey> parse(String text) {
    if (text.contains("PRIVATE KEY-----")) {
      throw new InvalidHostKeyException(
          "holds a private key; it belongs to the host alone, the server needs the public one");
    }
    List<HostKey> keys = text.stripLeading().startsWith("{") ? json(text) : pem(text);
    if (keys.isEmpty()) {
      throw new InvalidHostKeyException("holds no usable key; " + ALLOWED);
    }
    return keys;
  }

  private static List<HostKey> json(String text) {
    try {
      return JwkReader.read(text);
    } catch (ParseException e) {
      throw new InvalidHostKeyException("is not a JSON Web Key, nor a set of them");
    }
  }

  private static List<HostKey> pem(String text) {
    return PEM.matcher(text)
        .results()
        .map(block -> new HostKey(Optional.empty(), key(block.group(1))))
        .toList();
  }

  private static PublicKey key(String block) {
    byte[] encoded;
    try {
      encoded = Base64.getMimeDecoder().decode(block);
    } catch (IllegalArgumentException e) {
      throw new InvalidHostKeyException("is not PEM");
    }
    return ALGORITHMS.stream()
        .flatMap(algorithm -> key(algorithm, encoded).stream())
        .filter(key -> KeyKind.of(key).isPresent())
        .findFirst()
        .orElseThrow(() -> new InvalidHostKeyException("holds an unusable key; " + ALLOWED));
  }

  private static Optional<PublicKey> key(String algorithm, byte[] encoded) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }
}
