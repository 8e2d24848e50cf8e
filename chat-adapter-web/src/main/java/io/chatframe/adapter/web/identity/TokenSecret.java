package io.chatframe.adapter.web.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** The server's secret. It is never used as a key itself: HKDF derives a separate key per label. */
public final class TokenSecret {
  private static final int LEAST_BYTES = 32;
  private static final int KEY_BYTES = 32;

  private final byte[] secret;
  private final int generation;

  public TokenSecret(String secret) {
    this(secret, 0);
  }

  /**
   * @param generation another one ends all tokens and keys, but changes nothing else
   * @throws IllegalArgumentException if the secret is shorter than 32 bytes in UTF-8
   */
  public TokenSecret(String secret, int generation) {
    this.generation = generation;
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    if (this.secret.length < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "chat.token-secret has %d bytes; it needs at least %d, best random ones"
              .formatted(this.secret.length, LEAST_BYTES));
    }
  }

  /** Derives the key for one kind of token; deterministic per label and generation. */
  byte[] deriveForTokens(String label) {
    return derive(generation == 0 ? label : label + " " + generation);
  }

  /** Derives the key for one use; deterministic per label. */
  byte[] derive(String label) {
    try {
      var expand =
          HKDFParameterSpec.ofExtract()
              .addIKM(secret)
              .thenExpand(("chatframe " + label).getBytes(StandardCharsets.UTF_8), KEY_BYTES);
      return KDF.getInstance("HKDF-SHA256").deriveData(expand);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HKDF-SHA256", e);
    }
  }
}
