package io.chatframe.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * The running main process of a database cluster, distinguished from one that reuses its process
 * id.
 */
record Postmaster(ProcessHandle process) {
  /** Written by PostgreSQL: process id, data folder, start in epoch seconds, port, and more. */
  static final String FILE = "postmaster.pid";

  private static final Duration START_TOLERANCE = Duration.ofSeconds(10);

  /** Finds the process that serves this cluster; empty if there is none. */
  static Optional<Postmaster> of(Path cluster) {
    try {
      var lines = Files.readAllLines(cluster.resolve(FILE), UTF_8);
      return lines.size() < 3
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
              .filter(process -> process.isAlive() && isPostmaster(process, cluster, lines))
              .map(Postmaster::new);
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the process to end, at most this long. */
  void awaitEnd(Duration limit) {
    try {
      process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new FailureAnalyzedException(
          "A PostgreSQL that an earlier run left behind (process %d) does not stop."
              .formatted(process.pid()),
          "Stop it by hand and start again.",
          e);
    }
  }

  private static boolean isPostmaster(ProcessHandle process, Path cluster, List<String> lines) {
    var info = process.info();
    var arguments = info.arguments().map(List::of);
    if (arguments.isPresent()) {
      return arguments.get().contains(cluster.toString());
    }
    // If the system hides command lines, compare the program's name and start time.
    var started = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
    return info.command().filter(command -> !command.contains("postgres")).isEmpty()
        && info.startInstant()
            .filter(at -> Duration.between(started, at).abs().compareTo(START_TOLERANCE) < 0)
            .isPresent();
  }
}
