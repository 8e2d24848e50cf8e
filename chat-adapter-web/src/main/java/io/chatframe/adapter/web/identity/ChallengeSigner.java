package io.chatframe.adapter.web.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs the challenges of proofs of work. Thread-safe. */
public final class ChallengeSigner {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  public ChallengeSigner(TokenSecret secret) {
    this.key = new SecretKeySpec(secret.deriveForTokens("proof of work"), ALGORITHM);
  }

  /** The signature in hexadecimal digits. */
  public String sign(String challenge) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(challenge.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + ALGORITHM, e);
    }
  }

  public boolean isSigned(String challenge, String signature) {
    return MessageDigest.isEqual(
        sign(challenge).getBytes(StandardCharsets.UTF_8),
        signature.getBytes(StandardCharsets.UTF_8));
  }
}
