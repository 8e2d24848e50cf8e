package io.chatframe.bootstrap.fuzz;

import io.chatframe.bootstrap.fuzz.FuzzConnection.Answer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Sends its part of the requests, and judges each answer. */
final class FuzzVisitor implements AutoCloseable {
  private static final int REMEMBERED = 40;
  private static final long PATIENCE_MILLIS = 10_000;
  private static final Pattern ID =
      Pattern.compile("\"(?:id|dialog|message|reply)\":\"([0-9a-f-]{36})\"");
  private static final Pattern TOKEN = Pattern.compile("\"visitorToken\":\"([^\"]+)\"");
  private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z-]+)\"");
  private static final Set<String> MAY_BE_UNAVAILABLE = Set.of("overloaded", "search-unavailable");
  private static final FuzzRequest SESSION =
      new FuzzRequest(
          "POST",
          "/api/v1/sessions",
          List.of("Content-Type: application/json"),
          "{\"assistant\":\"default\"}");

  private final FuzzConnection connection;
  private final List<FuzzOperation> operations;
  private final ArrayDeque<String> known = new ArrayDeque<>();
  final TreeMap<String, Integer> counts = new TreeMap<>();
  private String token = "";

  FuzzVisitor(int port, List<FuzzOperation> operations) {
    this.connection = new FuzzConnection(port);
    this.operations = operations;
  }

  /** Sends the request of a seed; returns what is wrong with the answer. */
  Optional<String> visit(long seed) throws IOException {
    if (token.isEmpty()) {
      token = one(TOKEN, connection.ask(SESSION).body()).orElseThrow();
      known.clear();
    }
    var request = new RequestMaker(new Random(seed), operations, token, List.copyOf(known)).make();
    long begun = System.nanoTime();
    Answer answer;
    try {
      answer = connection.ask(request);
    } catch (IOException | RuntimeException e) {
      connection.close();
      return Optional.of(seed + ": " + e + " to " + request);
    }
    long millis = (System.nanoTime() - begun) / 1_000_000;
    String code = answer.status() < 400 ? "" : " " + one(CODE, answer.body()).orElse("-");
    counts.merge(answer.status() + code, 1, Integer::sum);
    remember(request, answer);
    return flaw(request, answer, millis)
        .map(flaw ->
            "%d: %s: %d %s to %s".formatted(seed, flaw, answer.status(), answer.body(), request));
  }

  private void remember(FuzzRequest request, Answer answer) {
    if (answer.status() < 300) {
      ID.matcher(answer.body()).results().limit(6).forEach(id -> known.addLast(id.group(1)));
      while (known.size() > REMEMBERED) {
        known.removeFirst();
      }
    }
    boolean erased = request.target().startsWith("/api/v1/visitor") && answer.status() < 300;
    if (erased && request.method().equals("DELETE")) {
      token = "";
    }
  }

  private static Optional<String> flaw(FuzzRequest request, Answer answer, long millis) {
    if (millis > PATIENCE_MILLIS) {
      return Optional.of("took " + millis + " ms");
    }
    if (answer.type().orElse("").contains("html") || answer.body().startsWith("<")) {
      return Optional.of("HTML");
    }
    if (answer.status() >= 500
        && !(answer.status() == 503
            && MAY_BE_UNAVAILABLE.contains(one(CODE, answer.body()).orElse("")))) {
      return Optional.of("a fault of the server");
    }
    if (answer.status() < 400) {
      return Optional.empty();
    }
    boolean told = answer.type().orElse("").startsWith("application/problem+json");
    boolean headless = request.method().equals("HEAD");
    return told && (headless || one(CODE, answer.body()).isPresent())
        ? Optional.empty()
        : Optional.of("no problem+json");
  }

  private static Optional<String> one(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).findFirst();
  }

  static Map<String, Integer> sum(List<FuzzVisitor> visitors) {
    var sum = new TreeMap<String, Integer>();
    visitors.forEach(
        each -> each.counts.forEach((what, count) -> sum.merge(what, count, Integer::sum)));
    return sum;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
