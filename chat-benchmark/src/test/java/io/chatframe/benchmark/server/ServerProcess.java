package io.chatframe.benchmark.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A server under test: a process on CPU 0 or on CPUs that are named, with its children. */
public final class ServerProcess implements AutoCloseable {
  /** The CPU of the servers under test; unless told otherwise, everything else runs on another. */
  private static final String CPU = System.getenv().getOrDefault("BENCHMARK_CPUS", "0");

  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration END = Duration.ofSeconds(10);

  // Other variables might change what is measured.
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR");

  private final Process process;
  private final Family family;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.family = new Family(process.toHandle());
    this.log = log;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  static ServerProcess start(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    return start(CPU, folder, environment, command);
  }

  /**
   * Starts it; does not wait for anything.
   *
   * @param cpus the numbers of the CPUs that it may use, as {@code taskset} takes them
   * @param folder its working directory, which gets its log
   */
  public static ServerProcess start(
      String cpus, Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", cpus));
    pinned.addAll(command);
    Path log = Files.createDirectories(folder).resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(pinned)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(environment);
    return new ServerProcess(builder.start(), log);
  }

  /** A port that nobody listens on at the moment. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Blocks until a path is answered with 200; ends the process if that fails. */
  public ServerProcess awaitReady(int port, String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + port + path);
    HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
    long until = System.nanoTime() + START.toNanos();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      while (System.nanoTime() - until < 0 && process.isAlive()) {
        if (isReady(client, request)) {
          return this;
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    String what = process.isAlive() ? "is not ready in time" : "ends at its start";
    String tail = tail();
    close();
    throw new IOException("%s: %s".formatted(what, tail));
  }

  private static boolean isReady(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      // Nobody listens yet.
      return false;
    }
  }

  /** The end of its log, on one line. */
  public String tail() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
  }

  public Family family() {
    return family;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public Path log() {
    return log;
  }

  /** Tells it to stop and waits for its end, which may be the time of more work; then kills it. */
  public void stop(Duration most) throws InterruptedException {
    process.destroy();
    process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
    close();
  }

  @Override
  public void close() {
    List<ProcessHandle> all = family.processes().toList();
    all.forEach(ProcessHandle::destroy);
    try {
      if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
        all.forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
