package io.chatframe.adapter.web.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A problem as defined by RFC 9457.
 *
 * @param detail a sentence for people that never quotes the input
 * @param headers response headers to send with it
 * @param members extension members: strings, whole numbers, or records of both
 */
public record Problem(
    ProblemKind kind, String detail, Map<String, String> headers, Map<String, Object> members) {
  public Problem {
    headers = Map.copyOf(headers);
    members = Map.copyOf(members);
  }

  public static Problem of(ProblemKind kind, String detail) {
    return new Problem(kind, detail, Map.of(), Map.of());
  }

  public Problem withHeader(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(kind, detail, more, members);
  }

  public Problem withMember(String name, Object value) {
    var more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(kind, detail, headers, more);
  }

  /** The problem document, with its members in the usual order. */
  public Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("type", "urn:chatframe:problem:" + kind.code());
    document.put("title", kind.title());
    document.put("status", kind.status());
    document.put("detail", detail);
    document.put("code", kind.code());
    document.putAll(members);
    return document;
  }

  /**
   * Adds a retry delay to header and body: at least this many seconds, plus random jitter of up to
   * twice as many, so that clients refused together do not return together.
   */
  public Problem retryAfter(long atLeast) {
    long seconds = atLeast + ThreadLocalRandom.current().nextLong(2 * atLeast + 1);
    return withHeader("Retry-After", Long.toString(seconds)).withMember("retryAfter", seconds);
  }

  /** Adds the exact time to retry after to header and body, in whole seconds. */
  Problem retryIn(Duration wait) {
    long seconds = Math.max(1, wait.plus(Duration.ofSeconds(1)).minusNanos(1).toSeconds());
    return withHeader("Retry-After", Long.toString(seconds)).withMember("retryAfter", seconds);
  }
}
