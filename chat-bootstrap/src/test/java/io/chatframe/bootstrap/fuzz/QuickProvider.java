package io.chatframe.bootstrap.fuzz;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A provider that answers at once and remembers nothing; its answers are cut, as by a limit. */
final class QuickProvider implements AutoCloseable {
  private static final byte[] ANSWER =
      """
      data: {"choices":[{"index":0,"delta":{"content":"Hello **you**"}}]}

      data: {"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}

      data: [DONE]

      """
          .getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;

  private QuickProvider(HttpServer server) {
    this.server = server;
  }

  static QuickProvider start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
          exchange.sendResponseHeaders(200, ANSWER.length);
          exchange.getResponseBody().write(ANSWER);
          exchange.close();
        });
    server.start();
    return new QuickProvider(server);
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
