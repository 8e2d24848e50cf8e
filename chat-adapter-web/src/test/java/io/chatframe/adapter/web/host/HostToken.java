package io.chatframe.adapter.web.host;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An identity token as a host makes it, of which a test may change anything before it signs. */
final class HostToken {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, Object> header = new LinkedHashMap<>();
  private final Map<String, Object> claims = new LinkedHashMap<>();

  /** A correct token for ten minutes. */
  HostToken(String assistant, Instant now) {
    header.put("alg", "HS256");
    header.put("typ", "JWT");
    claims.put("aud", assistant);
    claims.put("sub", "ann");
    at("iat", now);
    at("exp", now.plus(Duration.ofMinutes(10)));
  }

  HostToken header(String name, @Nullable Object value) {
    return put(header, name, value);
  }

  HostToken claim(String name, @Nullable Object value) {
    return put(claims, name, value);
  }

  HostToken at(String name, Instant time) {
    return claim(name, time.getEpochSecond());
  }

  private HostToken put(Map<String, Object> members, String name, @Nullable Object value) {
    members.remove(name);
    if (value != null) {
      members.put(name, value);
    }
    return this;
  }

  String signed(UnaryOperator<byte[]> signer) {
    String input =
        encoded(JSON.writeValueAsBytes(header)) + "." + encoded(JSON.writeValueAsBytes(claims));
    return input + "." + encoded(signer.apply(input.getBytes(StandardCharsets.US_ASCII)));
  }

  static UnaryOperator<byte[]> secret(String secret) {
    return input -> {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return mac.doFinal(input);
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    };
  }

  /** Signs with the JDK's algorithm of this name. */
  static UnaryOperator<byte[]> key(String algorithm, PrivateKey key) {
    return input -> {
      try {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(input);
        return signature.sign();
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    };
  }

  static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
