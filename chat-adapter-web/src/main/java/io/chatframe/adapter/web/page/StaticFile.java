package io.chatframe.adapter.web.page;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A static file.
 *
 * @param type the content type
 * @param tag a hash of the content
 * @param forms its bytes by content coding, not to be modified; {@link #PLAIN} is always present
 */
record StaticFile(String type, String tag, Map<String, byte[]> forms) {
  static final String PLAIN = "identity";

  private static final int TAG_CHARACTERS = 24;

  static StaticFile of(String type, Map<String, byte[]> forms) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(forms.get(PLAIN));
      return new StaticFile(
          type, HexFormat.of().formatHex(hash).substring(0, TAG_CHARACTERS), Map.copyOf(forms));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }
}
