package io.chatframe.adapter.web.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** A file as it is sent: plain and, where that is smaller, compressed once for all. */
final class StaticFile {
  private static final int TAG_BYTES = 12;

  private final String type;
  private final byte[] plain;
  private final byte[] compressed;
  private final String tag;

  private StaticFile(String type, byte[] plain, byte[] compressed, String tag) {
    this.type = type;
    this.plain = plain;
    this.compressed = compressed;
    this.tag = tag;
  }

  static StaticFile of(byte[] plain, String type) throws IOException {
    return new StaticFile(type, plain, compress(plain), tag(plain));
  }

  String type() {
    return type;
  }

  /** Names this content. */
  String tag() {
    return tag;
  }

  boolean compresses() {
    return compressed.length < plain.length;
  }

  /** The bytes to send, not to be changed. */
  byte[] bytes(boolean asCompressed) {
    return asCompressed ? compressed : plain;
  }

  private static byte[] compress(byte[] plain) throws IOException {
    var buffer = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(buffer)) {
      gzip.write(plain);
    }
    return buffer.toByteArray();
  }

  private static String tag(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(Arrays.copyOf(hash, TAG_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }
}
