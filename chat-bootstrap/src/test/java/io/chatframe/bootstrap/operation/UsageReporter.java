package io.chatframe.bootstrap.operation;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A provider that reports a different usage for each answer and refuses every third request. */
final class UsageReporter implements AutoCloseable {
  private final HttpServer server;
  final AtomicLong requests = new AtomicLong();
  final AtomicLong input = new AtomicLong();
  final AtomicLong output = new AtomicLong();

  private UsageReporter(HttpServer server) {
    this.server = server;
  }

  static UsageReporter start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    var provider = new UsageReporter(server);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          long n = provider.requests.incrementAndGet();
          boolean refused = n % 3 == 0;
          byte[] answer = (refused ? "{}" : provider.answer(n)).getBytes(StandardCharsets.UTF_8);
          exchange
              .getResponseHeaders()
              .set("Content-Type", refused ? "application/json" : "text/event-stream");
          exchange.sendResponseHeaders(refused ? 400 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return provider;
  }

  private String answer(long n) {
    long read = 1_000 + 37 * n;
    long written = 11 + n;
    input.addAndGet(read);
    output.addAndGet(written);
    return """
    data: {"choices":[{"index":0,"delta":{"content":"Hello "}}]}

    data: {"choices":[{"index":0,"delta":{"content":"you"}}]}

    data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],\
    "usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d}}

    data: [DONE]

    """
        .formatted(read, written, read + written);
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
