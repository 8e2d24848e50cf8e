package io.chatframe.adapter.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A visitor's HTTP/1.1 client, with its token. */
public final class Client {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;
  public final String token;
  public final String visitorKey;

  private Client(int port, String token, String visitorKey) {
    this.port = port;
    this.token = token;
    this.visitorKey = visitorKey;
  }

  public static Client anonymous(TestServer server) {
    return new Client(server.port(), "", "");
  }

  /** A new visitor at the assistant {@code shop}. */
  public static Client of(TestServer server) {
    return at(server, "shop");
  }

  public static Client at(TestServer server, String assistant) {
    return begun(server, "{\"assistant\":\"%s\"}".formatted(assistant));
  }

  private static Client begun(TestServer server, String body) {
    var answer = anonymous(server).post("/api/v1/sessions", body);
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode session = json(answer);
    return new Client(
        server.port(),
        session.get("visitorToken").asString(),
        session.get("visitorKey").asString());
  }

  /** A visitor who is known by her key, at an assistant. */
  public static Client at(TestServer server, String assistant, String visitorKey) {
    return begun(
        server, "{\"assistant\":\"%s\",\"visitorKey\":\"%s\"}".formatted(assistant, visitorKey));
  }

  /** Whoever has this token, at a node that need not have given it. */
  public static Client with(TestServer server, String token) {
    return new Client(server.port(), token, "");
  }

  public static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  /** A body for a message. */
  public static String message(UUID id, String text) {
    return JSON.writeValueAsString(java.util.Map.of("id", id.toString(), "text", text));
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  public HttpResponse<String> post(String path, String body, String... headers) {
    return call("POST", path, body, headers);
  }

  public HttpResponse<String> call(String method, String path, String body, String... headers) {
    return send(
        request(path, headers)
            .setHeader("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    return exchange(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  public HttpRequest.Builder request(String path, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(15));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return request;
  }

  /** Sends a message and reads the events that answer it. */
  public Events sendStreaming(UUID dialog, UUID id, String text) {
    return new Events(
        exchange(
            request("/api/v1/dialogs/" + dialog + "/messages")
                .header("Accept", "text/event-stream")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(message(id, text))),
            BodyHandlers.ofInputStream()));
  }

  public Events follow(String reply, String... headers) {
    return new Events(
        exchange(
            request("/api/v1/replies/" + reply + "/events", headers)
                .header("Accept", "text/event-stream")
                .GET(),
            BodyHandlers.ofInputStream()));
  }

  private static <T> HttpResponse<T> exchange(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return HTTP.send(request.build(), handler);
    } catch (IOException e) {
      throw new AssertionError("The server did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /** One event of a stream; {@code name} is empty for a comment. */
  public record Event(String id, String name, String data) {
    public JsonNode json() {
      return JSON.readTree(data);
    }
  }

  /** An event stream, read block by block. */
  public static final class Events implements AutoCloseable {
    public final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    Events(HttpResponse<InputStream> response) {
      this.response = response;
      this.lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The lines up to the next empty one; waits for them. Empty at the end of the stream. */
    public List<String> block() {
      var block = new ArrayList<String>();
      try {
        String line = lines.readLine();
        while (line != null && !line.isEmpty()) {
          block.add(line);
          line = lines.readLine();
        }
      } catch (IOException e) {
        throw new AssertionError("The stream broke", e);
      }
      return block;
    }

    /** The next event, skipping comments. */
    public Event next() {
      while (true) {
        List<String> block = block();
        assertThat(block).as("the stream ended without an end").isNotEmpty();
        if (block.stream().anyMatch(line -> line.startsWith("data:"))) {
          return new Event(field(block, "id: "), field(block, "event: "), field(block, "data: "));
        }
      }
    }

    /** All events up to and including the last. */
    public List<Event> rest() {
      var events = new ArrayList<Event>();
      do {
        events.add(next());
      } while (!events.getLast().name().equals("done")
          && !events.getLast().name().equals("reconnect"));
      return events;
    }

    private static String field(List<String> block, String prefix) {
      return block.stream()
          .filter(line -> line.startsWith(prefix))
          .map(line -> line.substring(prefix.length()))
          .findFirst()
          .orElse("");
    }

    @Override
    public void close() {
      try {
        response.body().close();
      } catch (IOException e) {
        throw new AssertionError("The stream could not be closed", e);
      }
    }
  }
}
