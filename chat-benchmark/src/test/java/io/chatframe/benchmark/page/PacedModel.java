package io.chatframe.benchmark.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model that speaks OpenAI's chat completions and answers each request with what was prepared for
 * it, piece by piece at a steady rate.
 */
final class PacedModel implements AutoCloseable {
  private record Prepared(List<String> pieces, Duration gap, CompletableFuture<long[]> sent) {}

  private static final String END =
      """
      data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: [DONE]

      """;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Prepared> prepared = new ConcurrentLinkedQueue<>();

  private PacedModel(HttpServer server) {
    this.server = server;
  }

  static PacedModel start() throws IOException {
    // Otherwise TCP would hold a small piece back until the one before it is acknowledged.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    PacedModel model = new PacedModel(HttpServer.create(address, 0));
    model.server.createContext("/", model::answer);
    model.server.setExecutor(model.threads);
    model.server.start();
    return model;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /**
   * Prepares the answer to the next request.
   *
   * @param gap between two pieces
   * @return when each piece was sent, by {@link System#nanoTime}
   */
  CompletableFuture<long[]> prepare(List<String> pieces, Duration gap) {
    CompletableFuture<long[]> sent = new CompletableFuture<>();
    prepared.add(new Prepared(pieces, gap, sent));
    return sent;
  }

  private void answer(HttpExchange exchange) throws IOException {
    Prepared next = prepared.poll();
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      if (next == null) {
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      next.sent().complete(send(next, exchange.getResponseBody()));
    } catch (IOException | RuntimeException e) {
      if (next != null) {
        next.sent().completeExceptionally(e);
      }
      throw e;
    }
  }

  private static long[] send(Prepared answer, OutputStream out) throws IOException {
    List<byte[]> events = answer.pieces().stream().map(PacedModel::event).toList();
    long[] sent = new long[events.size()];
    long began = System.nanoTime();
    for (int i = 0; i < sent.length; i++) {
      awaitTime(began + i * answer.gap().toNanos());
      sent[i] = System.nanoTime();
      out.write(events.get(i));
      out.flush();
    }
    awaitTime(began + sent.length * answer.gap().toNanos());
    out.write(END.getBytes(StandardCharsets.US_ASCII));
    return sent;
  }

  private static byte[] event(String piece) {
    Map<String, Object> choice = Map.of("index", 0, "delta", Map.of("content", piece));
    String json = JsonMapper.shared().writeValueAsString(Map.of("choices", List.of(choice)));
    return ("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void awaitTime(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
