package io.chatframe.benchmark.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The product: its jar, with everything that it does in production. */
public final class Chatframe implements Contestant {
  private static final Pattern TOKEN = Pattern.compile("\"visitorToken\":\"([^\"]+)\"");
  private static final long TOKEN_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final int TABS_FROM = 1_000;
  private static final int TABS = 16;

  private final ServerProcess process;
  private final int port;
  private UUID run = UUID.randomUUID();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<Integer, String> tokens = new HashMap<>();
  private long tokensSince = System.nanoTime();

  private Chatframe(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it; blocks until it is ready.
   *
   * @param provider the provider's port
   * @param folder for its files
   * @param jar the built server
   * @param options more options of the JVM
   */
  public static Chatframe start(
      int provider, Postgres database, Path folder, Path jar, List<String> options)
      throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
    Map<String, String> settings = settings(port, provider, database.create("chatframe"), folder);
    ServerProcess process = ServerProcess.start(folder, settings, command);
    return of(process.awaitReady(port, "/actuator/health/readiness"), port);
  }

  /** One that is ready already. */
  public static Chatframe of(ServerProcess ready, int port) {
    return new Chatframe(ready, port);
  }

  /**
   * The settings of a server whose limits are out of the way.
   *
   * @param provider the provider's port
   * @param database the URL of its database
   */
  public static Map<String, String> settings(int port, int provider, String database, Path folder) {
    return Map.ofEntries(
        Map.entry("PORT", Integer.toString(port)),
        Map.entry("LLM_BASE_URL", "http://127.0.0.1:" + provider + "/v1"),
        Map.entry("LLM_API_KEY", "none"),
        Map.entry("LLM_MODEL", "m"),
        // Requests of their own to a model, which no other contestant makes.
        Map.entry("LLM_TITLES", "false"),
        Map.entry("LLM_FOLLOW_UPS", "false"),
        Map.entry("DATABASE_URL", database),
        Map.entry("DATA_DIR", folder.resolve("data").toString()),
        Map.entry("TOKEN_SECRET", "only for the benchmark: ".repeat(2)),
        Map.entry("MAX_STREAMS", "20000"),
        Map.entry("MAX_LIVE_REPLIES", "20000"),
        Map.entry("MAX_REPLIES_PER_VISITOR", "20"),
        // Counted, and never reached.
        Map.entry("MESSAGES_PER_VISITOR", "1000000/1s"),
        Map.entry("MESSAGES_PER_ADDRESS", "1000000/1s"),
        Map.entry("SESSIONS_PER_ADDRESS", "1000000/1s"),
        Map.entry("REQUESTS_PER_ADDRESS", "1000000/1s"));
  }

  @Override
  public String name() {
    return "chatframe";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Optional<Family> family() {
    return Optional.of(process.family());
  }

  @Override
  public boolean stores() {
    return true;
  }

  /** Gets new tokens if the old ones could expire while something is measured. */
  @Override
  public void prepare(int clients) {
    if (System.nanoTime() - tokensSince > TOKEN_NANOS) {
      // New visitors, who have no dialog of the old ones.
      tokens.clear();
      run = UUID.randomUUID();
      tokensSince = System.nanoTime();
    }
    for (int client = 0; client < clients; client++) {
      token(client);
    }
  }

  @Override
  public byte[] request(int client, int n, String text) {
    return Requests.post(
        "/api/v1/dialogs/%s/messages".formatted(Dialogs.of(run, client, n)),
        "Accept: text/event-stream\n" + authorization(client),
        "{\"id\":\"%s\",\"text\":\"%s\"}".formatted(UUID.randomUUID(), text));
  }

  @Override
  public byte[] call(int client) {
    return Requests.get("/api/v1/dialogs?limit=20", authorization(client));
  }

  /** An HTTP request that follows a reply of the client from its start. */
  public byte[] follow(int client, String reply) {
    return Requests.get(
        "/api/v1/replies/%s/events".formatted(reply),
        "Accept: text/event-stream\n" + authorization(client));
  }

  private String authorization(int client) {
    return "Authorization: Bearer %s\n".formatted(token(client));
  }

  /** Each client is a visitor; of very many, sixteen are the same one, each in a tab of his own. */
  private String token(int client) {
    int visitor = client < TABS_FROM ? client : TABS_FROM + client / TABS;
    return tokens.computeIfAbsent(visitor, _ -> session());
  }

  private String session() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/sessions"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"assistant\":\"default\"}"))
            .build();
    try {
      String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      Matcher matcher = TOKEN.matcher(answer);
      if (!matcher.find()) {
        throw new IllegalStateException("no session: " + answer);
      }
      return matcher.group(1);
    } catch (IOException e) {
      throw new IllegalStateException("no session", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("no session", e);
    }
  }

  @Override
  public void close() {
    http.close();
    process.close();
  }
}
