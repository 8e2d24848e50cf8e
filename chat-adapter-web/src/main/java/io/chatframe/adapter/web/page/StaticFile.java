package io.chatframe.adapter.web.page;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A file of the page.
 *
 * @param type of its content
 * @param tag names this content
 * @param forms its bytes, not to be changed, by their content coding; {@link #PLAIN} is always
 *     there
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
