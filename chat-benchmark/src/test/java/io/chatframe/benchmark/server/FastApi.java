package io.chatframe.benchmark.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The same product as a Python team would have begun it: FastAPI, uvicorn, httpx and asyncpg. */
public final class FastApi implements Contestant {
  private final ServerProcess process;
  private final int port;
  private final UUID run = UUID.randomUUID();

  private FastApi(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it; blocks until it is ready.
   *
   * @param provider the provider's port
   * @param folder for its files
   */
  public static FastApi start(int provider, Postgres database, Path folder)
      throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    Files.createDirectories(folder);
    try (InputStream app =
        Objects.requireNonNull(FastApi.class.getResourceAsStream("/fastapi/app.py"))) {
      Files.copy(app, folder.resolve("app.py"));
    }
    Map<String, String> settings =
        Map.of(
            "PROVIDER", "http://127.0.0.1:" + provider, "DATABASE_URL", database.create("fastapi"));
    List<String> command =
        List.of(
            // The system's own, which has the packages of the distribution.
            "/usr/bin/python3",
            "-m",
            "uvicorn",
            "app:app",
            "--host=127.0.0.1",
            "--port=" + port,
            "--loop=uvloop",
            "--http=httptools",
            "--no-access-log",
            "--log-level=warning",
            "--backlog=4096");
    ServerProcess process = ServerProcess.start(folder, settings, command);
    return new FastApi(process.awaitReady(port, "/ready"), port);
  }

  @Override
  public String name() {
    return "fastapi";
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

  @Override
  public byte[] request(int client, int n, String text) {
    String path = "/dialogs/%s/messages".formatted(Dialogs.of(run, client, n));
    return Requests.post(path, "", "{\"text\":\"%s\"}".formatted(text));
  }

  @Override
  public byte[] call(int client) {
    return Requests.get("/dialogs/%s/messages".formatted(Dialogs.of(run, client, 0)), "");
  }

  @Override
  public void close() {
    process.close();
  }
}
