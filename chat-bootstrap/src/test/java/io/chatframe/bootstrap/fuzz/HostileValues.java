package io.chatframe.bootstrap.fuzz;

import java.util.List;
import java.util.Random;

/**
 * Values that break parsers, stores and screens. A character from U+F700 on stands for the byte of
 * its last two digits, so that a text may hold bytes that are no UTF-8.
 */
final class HostileValues {
  /** Texts as they stand, before any JSON or URL encoding. */
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\u0000",
          "a\u0000b",
          "\ud800",
          "\udc00\ud800",
          "\u200b\u200d\ufeff",
          "\u2800\u3164",
          "\u202egnp.exe",
          "\u2066\u2067\u2068\u2069",
          "\u001b[31m",
          "\r\nX: y",
          "\n\ndata: {}\n\n",
          "\ud83d\ude00",
          "e\u0301".repeat(500),
          "\u0130\u0131\u00df",
          "null",
          "undefined",
          "NaN",
          "-1",
          "0",
          "99999999999999999999",
          "1e309",
          "true",
          "'; DROP TABLE dialog; --",
          "%_\\",
          "\\",
          "${jndi:ldap://x}",
          "{{assistant.title}}",
          "<script>alert(1)</script>",
          "../../etc/passwd",
          "00000000-0000-0000-0000-000000000000",
          "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
          "{00000000-0000-4000-8000-000000000001}",
          "0-0-0-0-0",
          "1.0",
          "1.5",
          "0.0",
          "1.-1",
          "2.99999999999",
          "9999999999.1",
          "eyJhbGciOiJub25lIn0.e30.",
          "x".repeat(201),
          "x".repeat(8_001));

  /** Values as they stand in JSON, right or wrong. */
  private static final List<String> JSON =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "1.9",
          "1e999",
          "-1E-999",
          "0x10",
          "01",
          "NaN",
          "Infinity",
          "9".repeat(1_200),
          "[]",
          "{}",
          "[\"a\"]",
          "{\"a\":1}",
          "{\"a\":{\"a\":{}}}",
          "[".repeat(2_000) + "]".repeat(2_000),
          "[".repeat(30_000),
          "{\"a\":".repeat(5_000),
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"\\uD83D\"",
          "\"\\u00\"",
          "\"\\x\"",
          "\"\t\"",
          "\"\u0001\"",
          "\"unfinished",
          "\"\uf7c0\uf7af\"",
          "\"\uf7ed\uf7a0\uf780\"",
          "\"\uf7ff\"",
          "\"\uf7f8\uf788\uf780\uf780\uf780\"",
          "'single'",
          "\"" + "y".repeat(70_000) + "\"",
          "\"" + "\\u200b".repeat(300) + "\"",
          "/* */ 1",
          "",
          "\ufeff1");

  private static final List<String> SEGMENTS =
      List.of(
          "",
          ".",
          "..",
          "%2e%2e",
          "%2f",
          "%5c",
          "%00",
          "%0d%0a",
          "%",
          "%zz",
          "%c0%af",
          "%ed%a0%80",
          "%E2%80%AE",
          ";a=b",
          "*",
          "null",
          "-1",
          "0",
          "%7B%7D",
          "a'b",
          "x".repeat(300),
          "x".repeat(5_000),
          "00000000-0000-0000-0000-000000000000",
          "0-0-0-0-0",
          "00000000000040008000000000000001",
          "%30%30000000-0000-4000-8000-000000000001",
          "\uf7e9",
          "\uf7ff\uf7fe");

  private HostileValues() {}

  static String text(Random random) {
    return one(random, TEXTS);
  }

  static String json(Random random) {
    return one(random, JSON);
  }

  static String segment(Random random) {
    return one(random, SEGMENTS);
  }

  static <T> T one(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
