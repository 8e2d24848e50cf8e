package io.chatframe.adapter.web.identity;

import io.chatframe.domain.VisitorId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives the user ids sent to providers: stable per visitor, and unguessable without the secret.
 */
public final class EndUserNames implements Function<VisitorId, String> {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int NAME_BYTES = 16;

  private final SecretKeySpec key;

  public EndUserNames(TokenSecret secret) {
    this.key = new SecretKeySpec(secret.derive("end user"), ALGORITHM);
  }

  @Override
  public String apply(VisitorId visitor) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] name = mac.doFinal(visitor.toString().getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(Arrays.copyOf(name, NAME_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + ALGORITHM, e);
    }
  }
}
