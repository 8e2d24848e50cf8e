package io.chatframe.adapter.llm.scripted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A provider on the loopback interface that does exactly what a test says: a real server on a real
 * socket. Answers queued by {@link #answerWith} are sent in order; when none are left, the
 * request's own words decide (see {@link ScriptLanguage}). Thread-safe.
 */
public final class ScriptedProvider implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final int REMEMBERED = 100_000;

  private final ServerSocket server;
  private final Function<ScriptedRequest, ScriptedAnswer> language;
  private final Queue<ScriptedAnswer> prepared = new ConcurrentLinkedQueue<>();
  private final Queue<ScriptedExchange> exchanges = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<ScriptedExchange> arrived = new LinkedBlockingQueue<>(REMEMBERED);
  private final Set<ScriptedConnection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();

  private ScriptedProvider(
      ServerSocket server, Function<ScriptedRequest, ScriptedAnswer> language) {
    this.server = server;
    this.language = language;
  }

  /** Listens on a free port; requests without a script are answered with 20 words. */
  public static ScriptedProvider start() {
    return start(0, new ScriptLanguage(Map.of()));
  }

  static ScriptedProvider start(int port, Function<ScriptedRequest, ScriptedAnswer> language) {
    try {
      ServerSocket server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
      ScriptedProvider provider = new ScriptedProvider(server, language);
      Thread.ofPlatform().name("scripted-provider").start(provider::accept);
      return provider;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The base URL; any path before {@code /chat/completions}, or {@code /messages} in Anthropic's
   * protocol, works too.
   */
  public URI baseUri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
  }

  /** Queues answers for the next requests, one each. */
  public ScriptedProvider answerWith(ScriptedAnswer... answers) {
    prepared.addAll(List.of(answers));
    return this;
  }

  /** All requests so far, oldest first. */
  public List<ScriptedExchange> exchanges() {
    return List.copyOf(exchanges);
  }

  /** The next request not yet returned by this method; waits for it at most 10 seconds. */
  public ScriptedExchange awaitExchange() {
    try {
      ScriptedExchange next = arrived.poll(10, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("No request came within 10 seconds");
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /** How many connections have been opened so far. */
  public int connections() {
    return connections.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        serve(server.accept());
      } catch (IOException _) {
        // Closed, or the client went away before it was accepted.
      }
    }
  }

  private void serve(Socket socket) {
    ScriptedConnection connection =
        new ScriptedConnection(socket, connections.incrementAndGet(), this::answering);
    open.add(connection);
    Thread.ofVirtual()
        .name("scripted-connection")
        .start(() -> {
          connection.serve();
          open.remove(connection);
        });
  }

  private Runnable answering(ScriptedRequest request, ScriptedConnection connection) {
    ScriptedExchange exchange = new ScriptedExchange(request, connection);
    // A benchmark sends more requests than any test reads.
    if (arrived.offer(exchange)) {
      exchanges.add(exchange);
    }
    ScriptedAnswer answer = answerTo(request);
    return () -> connection.play(answer, exchange);
  }

  private ScriptedAnswer answerTo(ScriptedRequest request) {
    String path = request.path().replaceFirst("\\?.*", "");
    boolean known = path.endsWith("/chat/completions") || path.endsWith("/messages");
    if (!request.method().equals("POST") || !known) {
      return ScriptedAnswer.status(404, Map.of("Content-Type", "text/plain"), "Not here\n");
    }
    ScriptedAnswer next = prepared.poll();
    return next == null ? language.apply(request) : next;
  }

  /** Stops listening and cuts all connections. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      open.forEach(ScriptedConnection::close);
    }
  }
}
