package io.chatframe.adapter.web.client;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header {@code Forwarded} of RFC 7239. */
final class ForwardedHeader {
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\s*(?:([\\w!#$%&'*+.^`|~-]+)=(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\",;\\s]*)))?\\s*([,;]|$)");

  private ForwardedHeader() {}

  /**
   * The parameters {@code for} of a value, one of each element. An element without one, and
   * whatever follows a syntax error, is an empty text; an empty element is none.
   */
  static List<String> clients(String value) {
    List<String> clients = new ArrayList<>();
    Matcher matcher = PARAMETER.matcher(value);
    String client = "";
    boolean empty = true;
    int at = 0;
    while (at < value.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        clients.add("");
        return clients;
      }
      empty &= matcher.group(1) == null;
      if ("for".equalsIgnoreCase(matcher.group(1))) {
        client = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      }
      if (!matcher.group(4).equals(";")) {
        if (!empty) {
          clients.add(client);
        }
        client = "";
        empty = true;
      }
      at = matcher.end();
    }
    return clients;
  }
}
