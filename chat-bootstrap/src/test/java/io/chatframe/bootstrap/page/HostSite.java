package io.chatframe.bootstrap.page;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A web server of somebody else, whose only page embeds a chat. Browsers see two sites in it. */
public final class HostSite implements AutoCloseable {
  /** A page and the headers that it is sent with. */
  private record Sent(String html, Map<String, String> headers) {}

  private final HttpServer server;
  private volatile Sent sent = new Sent("", Map.of());

  HostSite() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Sent page = sent;
          byte[] html = page.html().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          page.headers().forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(200, html.length);
          exchange.getResponseBody().write(html);
          exchange.close();
        });
    server.start();
  }

  /** The site that may embed the assistants {@code gated} and {@code shop}. */
  public String allowed() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** The same server by another name, which may not. */
  public String foreign() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public void show(String html, Map<String, String> headers) {
    sent = new Sent(html, Map.copyOf(headers));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
