package io.chatframe.bootstrap.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes one request from a seed: of four, one is right, the others have something wrong. */
final class RequestMaker {
  private static final Pattern PARAMETER = Pattern.compile("\\{\\w+}");
  private static final List<String> METHODS =
      List.of("HEAD", "OPTIONS", "PUT", "TRACE", "PROPFIND", "get", "G\uf7e9T", "PATCH", "DELETE");
  private static final List<String> TYPES =
      List.of(
          "application/json;charset=UTF-8",
          "application/json; charset=utf-16",
          "text/plain",
          "application/xml",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "application/json,text/plain",
          "application/problem+json",
          "*/*",
          "x",
          "",
          "application/json;;;=",
          "application/json; charset=\"");
  private static final List<String> ACCEPTS =
      List.of(
          "*/*",
          "application/json",
          "text/event-stream",
          "text/html",
          "text/event-stream;q=0",
          "application/json;q=2",
          "a/b,".repeat(300),
          "",
          "*",
          "application/json;q=,text/*");
  private static final List<String> OTHERS =
      List.of(
          "Prefer: respond-async",
          "Prefer: wait=0, respond-async=\"x\"",
          "Content-Encoding: gzip",
          "Range: bytes=0-1",
          "If-None-Match: *",
          "If-Modified-Since: x",
          "Accept-Language: \uf7ff",
          "Accept-Encoding: br;q=x",
          "Origin: null",
          "Cookie: a=b; \u0001",
          "X-Forwarded-For: ,,,",
          "X-Forwarded-For: 1.2.3.4, [::1]:99999, unknown",
          "X-Forwarded-For: " + "9".repeat(500),
          "X-Forwarded-Host: evil.example",
          "Forwarded: for=\"_x\";by",
          "X-HTTP-Method-Override: DELETE",
          "Upgrade: websocket",
          "Expect: 200-maybe",
          "Authorization: Bearer x",
          "Last-Event-ID: 1.0",
          "Content-Type: text/plain");

  private final Random random;
  private final List<FuzzOperation> operations;
  private final String token;
  private final List<String> known;

  /**
   * @param known ids that exist
   */
  RequestMaker(Random random, List<FuzzOperation> operations, String token, List<String> known) {
    this.random = random;
    this.operations = operations;
    this.token = token;
    this.known = known;
  }

  FuzzRequest make() {
    FuzzOperation operation = HostileValues.one(random, operations);
    // One part of it only: the more is wrong with a request, the less of the server it reaches.
    int wrong = random.nextInt(4) == 0 ? -1 : random.nextInt(5);
    var bodies = new FuzzBodies(random, known);
    boolean hasBody = !operation.fields().isEmpty();
    String body = "";
    if (hasBody) {
      body = wrong == 0 || wrong == 1 ? bodies.hostile(operation) : bodies.valid(operation);
    } else if (wrong == 0 && random.nextInt(3) == 0) {
      body = HostileValues.json(random);
    }
    String method =
        wrong == 4 && random.nextInt(3) == 0
            ? HostileValues.one(random, METHODS)
            : operation.method();
    return new FuzzRequest(
        method,
        path(operation, wrong == 2) + query(operation, wrong == 3 || (!hasBody && wrong == 1)),
        headers(operation, hasBody, wrong == 4),
        body);
  }

  private String path(FuzzOperation operation, boolean wrong) {
    Matcher parameter = PARAMETER.matcher(operation.path());
    String path = parameter.replaceAll(_ -> Matcher.quoteReplacement(id(wrong)));
    if (wrong && random.nextInt(4) == 0) {
      return path + "/" + HostileValues.segment(random);
    }
    return path;
  }

  private String id(boolean wrong) {
    if (wrong) {
      return HostileValues.segment(random);
    }
    return known.isEmpty() || random.nextInt(4) == 0
        ? new UUID(random.nextLong(), random.nextLong()).toString()
        : HostileValues.one(random, known);
  }

  private String query(FuzzOperation operation, boolean wrong) {
    var given = new ArrayList<String>();
    for (String name : operation.query()) {
      if (random.nextInt(3) == 0) {
        given.add(name + "=" + (wrong ? hostile() : likely(name)));
      }
    }
    if (wrong) {
      given.add(hostile() + "=" + hostile());
      if (random.nextBoolean()) {
        given.add(given.getFirst());
      }
    }
    return given.isEmpty() ? "" : "?" + String.join("&", given);
  }

  private String likely(String name) {
    return switch (name) {
      case "limit" -> Integer.toString(1 + random.nextInt(100));
      case "leaf" -> id(false);
      case "q" -> HostileValues.one(random, List.of("hello", "h", "e", "%25", "hello+again"));
      case "after" -> "1." + random.nextInt(20);
      default -> encoded(HostileValues.text(random));
    };
  }

  private String hostile() {
    return random.nextInt(3) == 0
        ? HostileValues.segment(random)
        : encoded(HostileValues.text(random));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private List<String> headers(FuzzOperation operation, boolean hasBody, boolean wrong) {
    var headers = new ArrayList<String>();
    if (!wrong || random.nextInt(4) > 0) {
      headers.add("Authorization: Bearer " + token);
    } else {
      headers.add("Authorization: " + line(HostileValues.text(random)));
    }
    if (hasBody) {
      headers.add(
          "Content-Type: " + (wrong ? HostileValues.one(random, TYPES) : "application/json"));
    }
    if (random.nextInt(3) == 0) {
      headers.add("Accept: " + HostileValues.one(random, wrong ? ACCEPTS : ACCEPTS.subList(0, 3)));
    }
    for (String name : operation.headers()) {
      if (random.nextInt(3) == 0) {
        headers.add(name + ": " + (wrong ? line(HostileValues.text(random)) : right(name)));
      }
    }
    for (int i = wrong ? random.nextInt(4) : 0; i > 0; i--) {
      headers.add(HostileValues.one(random, OTHERS));
    }
    return headers;
  }

  private String right(String header) {
    return header.equals("Last-Event-ID") ? "1." + random.nextInt(20) : "respond-async";
  }

  /** Without line ends, which would frame the request anew. */
  private static String line(String text) {
    return text.lines().collect(Collectors.joining(" ")).replace('\r', ' ');
  }
}
