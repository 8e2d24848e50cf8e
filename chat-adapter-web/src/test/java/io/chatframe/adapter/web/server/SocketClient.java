package io.chatframe.adapter.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A visitor's WebSocket client. */
public final class SocketClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long PATIENCE_SECONDS = 15;

  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  public final AtomicInteger pings = new AtomicInteger();
  private final WebSocket socket;

  private SocketClient(int port, String address) {
    this.socket =
        HTTP.newWebSocketBuilder()
            .header("X-Forwarded-For", address)
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/v1/socket"), new Listener())
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder frame = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean last) {
      frame.append(piece);
      if (last) {
        frames.add(JSON.readTree(frame.toString()));
        frame.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, java.nio.ByteBuffer message) {
      pings.incrementAndGet();
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed.complete(1006);
    }
  }

  /** An unauthenticated connection. */
  public static SocketClient open(TestServer server) {
    return open(server, "127.0.0.1");
  }

  /** An unauthenticated connection from a network with this address. */
  public static SocketClient open(TestServer server, String address) {
    return new SocketClient(server.port(), address);
  }

  /** A connection authenticated as the client's visitor. */
  public static SocketClient of(TestServer server, Client client) {
    var socket = open(server);
    socket.send("type", "auth", "token", client.token);
    assertThat(socket.next().get("type").asString()).isEqualTo("authenticated");
    return socket;
  }

  /** Sends an object with these names and string values. */
  public void send(String... namesAndValues) {
    var fields = new java.util.LinkedHashMap<String, String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    sendRaw(JSON.writeValueAsString(Map.copyOf(fields)));
  }

  public void sendRaw(String frame) {
    socket.sendText(frame, true).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  public WebSocket raw() {
    return socket;
  }

  /** The next frame; waits for it. */
  public JsonNode next() {
    try {
      JsonNode frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (frame == null) {
        throw new AssertionError("No frame came");
      }
      return frame;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /** The next frame, which must be of this type. */
  public JsonNode next(String type) {
    JsonNode frame = next();
    assertThat(frame.get("type").asString()).as(frame.toString()).isEqualTo(type);
    return frame;
  }

  /** All frames up to and including the end of the followed reply. */
  public List<JsonNode> rest() {
    var rest = new ArrayList<JsonNode>();
    do {
      rest.add(next());
    } while (!List.of("done", "reconnect").contains(rest.getLast().get("type").asString()));
    return rest;
  }

  /** Waits for the server to close, and returns the close code. */
  public int closeCode() {
    return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  public static String text(List<JsonNode> frames) {
    var text = new StringBuilder();
    frames.stream()
        .filter(frame -> frame.get("type").asString().equals("text"))
        .forEach(frame -> text.append(frame.get("data").get("t").asString()));
    return text.toString();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
