package io.chatframe.bootstrap.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.bootstrap.RunningServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server whose assistant {@code shop} may, and {@code members} must, have its visitors identified
 * by their host; {@code default} may not.
 */
final class HostedServer implements AutoCloseable {
  static final String SECRET = "a ${secret} of the host that is long enough";
  private static final String PROMPT =
      "Be kind to {{visitor.name}} ({{ visitor.email }}; {{visitor.attributes.plan}}).\n";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  final RunningServer server;
  final ScriptedProvider provider;
  private final HttpClient http = HttpClient.newHttpClient();

  private HostedServer(RunningServer server, ScriptedProvider provider) {
    this.server = server;
    this.provider = provider;
  }

  static HostedServer start(Path directory, String... settings) throws IOException {
    Files.writeString(
        directory.resolve(".env"),
        "SHOP_IDENTITY_SECRET='%1$s'\nSUPPORT_IDENTITY_SECRET='%1$s'\n".formatted(SECRET));
    Path assistants = Files.createDirectories(directory.resolve("assistants"));
    String head = "titles: false\nfollow-ups: false\n";
    Files.writeString(assistants.resolve("default.md"), "---\ntitle: A\n" + head + "---\n");
    Files.writeString(
        assistants.resolve("support.md"),
        "---\ntitle: Support\n" + head + "identity-secret: SUPPORT_IDENTITY_SECRET\n---\n");
    String identity = head + "identity-secret: SHOP_IDENTITY_SECRET\n";
    Files.writeString(
        assistants.resolve("shop.md"), "---\ntitle: Shop\n" + identity + "---\n" + PROMPT);
    Files.writeString(
        assistants.resolve("members.md"),
        "---\ntitle: Members\n" + identity + "identity: required\n---\nBe kind.\n");
    ScriptedProvider provider = ScriptedProvider.start();
    String[] own = {
      "--LLM_MODEL=openai/large",
      "--OPENAI_API_KEY=test-key",
      "--OPENAI_BASE_URL=" + provider.baseUri(),
      "--chat.drain=0s"
    };
    return new HostedServer(
        RunningServer.start(
            directory, Stream.of(own, settings).flatMap(Stream::of).toArray(String[]::new)),
        provider);
  }

  /** An identity token for ten minutes. */
  static String token(String assistant, String subject, Map<String, Object> claims) {
    try {
      Instant now = Clock.systemUTC().instant();
      var set =
          new JWTClaimsSet.Builder()
              .subject(subject)
              .audience(assistant)
              .issueTime(Date.from(now))
              .expirationTime(Date.from(now.plus(Duration.ofMinutes(10))));
      claims.forEach(set::claim);
      var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), set.build());
      token.sign(new MACSigner(SECRET));
      return token.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** The session of a subject at the assistant {@code shop}. */
  Session identified(String subject, Optional<String> visitorKey) {
    return session("shop", Optional.of(token("shop", subject, Map.of())), visitorKey);
  }

  Session anonymous() {
    return session("shop", Optional.empty(), Optional.empty());
  }

  Session session(String assistant, Optional<String> identity, Optional<String> visitorKey) {
    var response = begin(assistant, identity, visitorKey);
    if (response.statusCode() != 200) {
      throw new AssertionError(response.body());
    }
    return new Session(this, JSON.readTree(response.body()));
  }

  HttpResponse<String> begin(
      String assistant, Optional<String> identity, Optional<String> visitorKey) {
    var body = new HashMap<>(Map.of("assistant", assistant));
    identity.ifPresent(token -> body.put("identityToken", token));
    visitorKey.ifPresent(key -> body.put("visitorKey", key));
    return call("POST", "/api/v1/sessions", body, Map.of());
  }

  HttpResponse<String> call(
      String method, String path, Map<String, ?> body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(URI.create(server.origin() + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    headers.forEach(request::header);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("The server did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  @Override
  public void close() {
    server.close();
    provider.close();
    http.close();
  }

  /** A visitor's session. */
  record Session(HostedServer host, JsonNode json) {
    String visitor() {
      return json.get("visitor").asString();
    }

    Optional<String> key() {
      return Optional.ofNullable(json.get("visitorKey")).map(JsonNode::asString);
    }

    HttpResponse<String> call(String method, String path, Map<String, ?> body, String... headers) {
      var all = new HashMap<String, String>();
      all.put("Authorization", "Bearer " + json.get("visitorToken").asString());
      for (int i = 0; i < headers.length; i += 2) {
        all.put(headers[i], headers[i + 1]);
      }
      return host.call(method, path, body, all);
    }

    HttpResponse<String> get(String path) {
      return call("GET", path, Map.of());
    }

    JsonNode read(String path) {
      var response = get(path);
      if (response.statusCode() != 200) {
        throw new AssertionError(response.body());
      }
      return JSON.readTree(response.body());
    }

    /** Sends a message to a dialog. */
    HttpResponse<String> send(UUID dialog, String text, String... headers) {
      return call(
          "POST",
          "/api/v1/dialogs/" + dialog + "/messages",
          Map.of("id", UUID.randomUUID().toString(), "text", text),
          headers);
    }

    /** The number of dialogs found. */
    int dialogs(String query) {
      return read("/api/v1/dialogs?limit=100" + query).get("items").size();
    }
  }
}
