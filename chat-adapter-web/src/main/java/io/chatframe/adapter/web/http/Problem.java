package io.chatframe.adapter.web.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal by RFC 9457.
 *
 * @param detail a sentence for a person; says what and where, never what was sent
 * @param headers to be sent with it
 * @param members extension members: strings or whole numbers
 */
record Problem(
    ProblemKind kind, String detail, Map<String, String> headers, Map<String, Object> members) {
  Problem {
    headers = Map.copyOf(headers);
    members = Map.copyOf(members);
  }

  static Problem of(ProblemKind kind, String detail) {
    return new Problem(kind, detail, Map.of(), Map.of());
  }

  Problem withHeader(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(kind, detail, more, members);
  }

  Problem withMember(String name, Object value) {
    var more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(kind, detail, headers, more);
  }

  /** Asks to come again after whole seconds, in the header and in the body. */
  Problem retryAfter(long seconds) {
    return withHeader("Retry-After", Long.toString(seconds)).withMember("retryAfter", seconds);
  }
}
