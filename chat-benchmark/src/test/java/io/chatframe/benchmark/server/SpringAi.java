package io.chatframe.benchmark.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Flux of strings on Spring MVC with Spring AI's client: what a Java team writes first. */
public final class SpringAi implements Contestant {
  private final ServerProcess process;
  private final int port;

  private SpringAi(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it; blocks until it is ready.
   *
   * @param provider the provider's port
   * @param folder for its files
   * @param jar what {@code chat-benchmark/spring-ai} builds
   */
  public static SpringAi start(int provider, Path folder, Path jar)
      throws IOException, InterruptedException {
    if (!Files.exists(jar)) {
      throw new IOException("is not built: " + jar + " does not exist");
    }
    int port = ServerProcess.freePort();
    Map<String, String> settings =
        Map.of(
            "SERVER_PORT", Integer.toString(port),
            "SERVER_ADDRESS", "127.0.0.1",
            "SPRING_AI_OPENAI_BASE_URL", "http://127.0.0.1:" + provider + "/v1",
            "SPRING_AI_OPENAI_API_KEY", "none",
            "SPRING_AI_OPENAI_CHAT_OPTIONS_MODEL", "m");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-jar",
            jar.toAbsolutePath().toString());
    ServerProcess process = ServerProcess.start(folder, settings, command);
    return new SpringAi(process.awaitReady(port, "/ready"), port);
  }

  @Override
  public String name() {
    return "spring-ai";
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
    return false;
  }

  @Override
  public byte[] request(int client, int n, String text) {
    return Requests.post(
        "/messages", "Accept: text/event-stream\n", "{\"text\":\"%s\"}".formatted(text));
  }

  @Override
  public byte[] call(int client) {
    return Requests.get("/ready", "");
  }

  @Override
  public void close() {
    process.close();
  }
}
