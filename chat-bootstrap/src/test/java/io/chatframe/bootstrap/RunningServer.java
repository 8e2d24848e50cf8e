package io.chatframe.bootstrap;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole server in this process, started like its main method, and one visitor who uses it over
 * HTTP.
 */
public final class RunningServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> RATES =
      List.of(
          "MESSAGES_PER_VISITOR",
          "MESSAGES_PER_ADDRESS",
          "SESSIONS_PER_ADDRESS",
          "REQUESTS_PER_ADDRESS");

  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient client = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;
  private Optional<String> token = Optional.empty();

  private RunningServer(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts on a free port, with relative paths based on a directory. Rates are limited only where a
   * setting says so.
   */
  public static RunningServer start(Path directory, String... settings) {
    var application = new SpringApplication(ChatApplication.class);
    application.setRegisterShutdownHook(false);
    Stream<String> rates =
        RATES.stream()
            .filter(name -> Stream.of(settings).noneMatch(set -> set.startsWith("--" + name + "=")))
            .map(name -> "--" + name + "=off");
    Stream<String> own = Stream.of("--chat.directory=" + directory, "--PORT=0");
    return new RunningServer(
        application.run(
            Stream.of(own, rates, Stream.of(settings))
                .flatMap(each -> each)
                .toArray(String[]::new)));
  }

  /** Begins a session of a new or known visitor; returns the visitor key. */
  public String session(Optional<String> key) throws IOException, InterruptedException {
    return session("default", key);
  }

  /** Begins a session of a new or known visitor at an assistant; returns the visitor key. */
  public String session(String assistant, Optional<String> key)
      throws IOException, InterruptedException {
    var named = new HashMap<>(Map.of("assistant", assistant));
    key.ifPresent(known -> named.put("visitorKey", known));
    String body = json.writeValueAsString(named);
    JsonNode session = json.readTree(send(post("/api/v1/sessions", body)).body());
    token = Optional.of(session.get("visitorToken").asString());
    return session.get("visitorKey").asString();
  }

  /** Sends a message and reads the whole event stream. */
  public HttpResponse<String> message(UUID dialog, UUID id, String text)
      throws IOException, InterruptedException {
    return message(dialog, id, text, Map.of());
  }

  /** Sends a message with a host page's facts, and reads the whole event stream. */
  public HttpResponse<String> message(
      UUID dialog, UUID id, String text, Map<String, String> context)
      throws IOException, InterruptedException {
    String body =
        json.writeValueAsString(Map.of("id", id.toString(), "text", text, "context", context));
    return send(
        post("/api/v1/dialogs/" + dialog + "/messages", body)
            .header("Accept", "text/event-stream"));
  }

  /** Makes any call; an empty body is omitted. */
  public HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  /** The number of rows per table, without leases and migrations. */
  public Map<String, Long> rows() {
    var jdbc = JdbcClient.create(context.getBean(DataSource.class));
    var rows = new TreeMap<String, Long>();
    jdbc
        .sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        .query(String.class)
        .list()
        .stream()
        .filter(table -> !table.equals("node_lease") && !table.startsWith("databasechangelog"))
        .forEach(table ->
            rows.put(table, jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single()));
    return rows;
  }

  public JsonNode get(String path) throws IOException, InterruptedException {
    return json.readTree(send(request(path)).body());
  }

  public HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  public int status(String path) throws IOException, InterruptedException {
    return send(request(path)).statusCode();
  }

  private HttpRequest.Builder post(String path, String body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  /** The server's origin. */
  public String origin() {
    return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  /** The origin of the management port, if it is separate. */
  public String managementOrigin() {
    return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.management.port");
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(origin() + path)).timeout(PATIENCE);
    token.ifPresent(known -> request.header("Authorization", "Bearer " + known));
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    context.close();
    client.close();
  }
}
