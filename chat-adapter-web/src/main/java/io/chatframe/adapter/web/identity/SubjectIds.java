package io.chatframe.adapter.web.identity;

import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives the ids of identified visitors, so that none has to be stored: UUIDs of version 8, stable
 * per subject, and unguessable without the secret. Ids of other versions are anonymous visitors'.
 */
public final class SubjectIds {
  private static final String ALGORITHM = "HmacSHA256";
  private static final long VERSION_MASK = 0xF000L;
  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT_MASK = 0xC000_0000_0000_0000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final SecretKeySpec key;

  public SubjectIds(TokenSecret secret) {
    this.key = new SecretKeySpec(secret.derive("identified visitor"), ALGORITHM);
  }

  /**
   * The id of a subject.
   *
   * @param life 0, and one more after each erasure of the subject
   */
  public VisitorId of(AssistantName assistant, String subject, int life) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      // No name has a line break, so the lines cannot be confused.
      String lines = assistant.value() + "\n" + life + "\n" + subject;
      ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(lines.getBytes(StandardCharsets.UTF_8)));
      return new VisitorId(
          new UUID(
              (hash.getLong() & ~VERSION_MASK) | VERSION_8,
              (hash.getLong() & ~VARIANT_MASK) | VARIANT));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + ALGORITHM, e);
    }
  }
}
