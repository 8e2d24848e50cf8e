package io.chatframe.adapter.web.host;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.chatframe.domain.assistant.HostKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A host's server of keys, which a test may break. */
final class KeySetServer implements AutoCloseable {
  private final HttpServer server;
  private final CountDownLatch closed = new CountDownLatch(1);
  final AtomicInteger fetches = new AtomicInteger();
  private volatile Behaviour behaviour = exchange -> answer(exchange, 500, "");

  /** How a request is answered. */
  interface Behaviour {
    void answer(HttpExchange exchange) throws IOException;
  }

  KeySetServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            fetches.incrementAndGet();
            behaviour.answer(exchange);
          }
        });
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
  }

  HostKeys keys() {
    return new HostKeys.KeySetAddress(uri());
  }

  void serve(JWK... keys) {
    serve(200, new JWKSet(List.of(keys)).toString(false));
  }

  void serve(int status, String body) {
    behaviour = exchange -> answer(exchange, status, body);
  }

  /** Redirects to keys that are there. */
  void redirect(JWK key) {
    String body = new JWKSet(key).toString(false);
    behaviour =
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/elsewhere")) {
            answer(exchange, 200, body);
          } else {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            answer(exchange, 302, "");
          }
        };
  }

  /** Begins an answer and never ends it. */
  void drip() {
    behaviour =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (!closed.await(20, TimeUnit.MILLISECONDS)) {
              exchange.getResponseBody().write(' ');
              exchange.getResponseBody().flush();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Cache-Control", "max-age=86400");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
