package io.chatframe.faults.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A server of the suite: the built jar in a separate process. Each start is a new process with a
 * new port, but the same log. Thread-safe.
 */
public final class SuiteNode implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("Ready\\. Open http://127\\.0\\.0\\.1:(\\d+)/");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED");

  // Nodes must not inherit other variables: a variable named TRACE would enable Spring's trace
  // logs.
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR");

  /** The suite sends from one address what no visitor would. */
  private static final Map<String, String> UNLIMITED =
      Map.of(
          "MESSAGES_PER_VISITOR", "off",
          "MESSAGES_PER_ADDRESS", "off",
          "SESSIONS_PER_ADDRESS", "off",
          "REQUESTS_PER_ADDRESS", "off");

  private final String name;
  private final Path folder;
  private final Map<String, String> settings;
  private final int heap;
  private volatile @Nullable Process process;
  private volatile @Nullable InetSocketAddress address;
  private volatile long logAtStart;

  /**
   * @param heap the heap size in megabytes
   */
  public SuiteNode(String name, Path folder, Map<String, String> settings, int heap)
      throws IOException {
    this.name = name;
    this.folder = Files.createDirectories(folder.resolve(name));
    var all = new HashMap<>(UNLIMITED);
    all.putAll(settings);
    this.settings = Map.copyOf(all);
    this.heap = heap;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  public String name() {
    return name;
  }

  /** Begins to start; {@link #awaitReady} waits for completion. */
  public SuiteNode begin() throws IOException {
    // A build in the background of a script ignores Ctrl-C, and so would its child processes.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx%dm".formatted(heap));
    command.addAll(JVM);
    command.addAll(List.of("-jar", System.getProperty("faults.jar")));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(INHERITED);
    environment.put("PORT", "0");
    environment.put("DATA_DIR", folder.resolve("data").toString());
    environment.putAll(settings);
    logAtStart = Files.exists(log()) ? Files.size(log()) : 0;
    address = null;
    process = builder.start();
    return this;
  }

  /** Waits until its log and its health check report that it is ready. */
  public SuiteNode awaitReady() {
    Awaitility.await("node " + name + " to be ready")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> announced() && isReady());
    return this;
  }

  private boolean announced() throws IOException {
    if (!isAlive()) {
      throw new AssertionError("Node " + name + " ended while it started:\n" + logTail(60));
    }
    Matcher ready = READY.matcher(logSinceStart());
    if (ready.find()) {
      address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(ready.group(1)));
    }
    return address != null;
  }

  /** The health check of a load balancer. */
  public boolean isReady() {
    try {
      return readiness() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** The HTTP status of its readiness endpoint. */
  public int readiness() throws IOException {
    var ask = HttpAsk.get("/actuator/health/readiness");
    try (var call = HttpCall.send(address(), Duration.ofSeconds(5), ask)) {
      return call.status();
    }
  }

  public InetSocketAddress address() {
    return Objects.requireNonNull(address, name + " has not started");
  }

  /** The address of the node; empty if nothing listens. */
  public Optional<InetSocketAddress> door() {
    return Optional.ofNullable(address).filter(_ -> isAlive());
  }

  public boolean isAlive() {
    Process current = process;
    return current != null && current.isAlive();
  }

  /** Sends SIGKILL; returns once the process is gone. */
  public void kill() throws InterruptedException {
    running().destroyForcibly().waitFor();
  }

  /** Sends SIGTERM; does not wait. */
  public void terminate() {
    running().destroy();
  }

  /** Sends SIGINT, like Ctrl-C in a terminal; does not wait. */
  public void interrupt() throws IOException, InterruptedException {
    Signals.interrupt(Stream.of(running().toHandle()));
  }

  /** The exit code. */
  public int exitCode() {
    return running().exitValue();
  }

  /** Waits for the end of the process. */
  public boolean awaitExit(Duration limit) throws InterruptedException {
    return running().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  public void freeze() throws IOException, InterruptedException {
    Signals.stop(Stream.of(running().toHandle()));
  }

  public void thaw() throws IOException, InterruptedException {
    Signals.resume(Stream.of(running().toHandle()));
  }

  /** The number of platform threads, as counted by the system. */
  public int platformThreads() throws IOException {
    try (Stream<Path> tasks =
        Files.list(Path.of("/proc", String.valueOf(running().pid()), "task"))) {
      return (int) tasks.count();
    }
  }

  /** Its log since the latest start. */
  public String logSinceStart() throws IOException {
    byte[] all = Files.readAllBytes(log());
    int from = (int) Math.min(logAtStart, all.length);
    return new String(all, from, all.length - from, StandardCharsets.UTF_8);
  }

  public String logTail(int lines) {
    try {
      List<String> all = Files.readAllLines(log(), StandardCharsets.UTF_8);
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  /** Its working directory, with its data and log. */
  public Path folder() {
    return folder;
  }

  public Path log() {
    return folder.resolve("node.log");
  }

  /** Cleans up, whatever state it is in. */
  @Override
  public void close() {
    Process current = process;
    if (current != null && current.isAlive()) {
      try {
        current.destroyForcibly().waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Process running() {
    return Objects.requireNonNull(process, name + " has not started");
  }
}
