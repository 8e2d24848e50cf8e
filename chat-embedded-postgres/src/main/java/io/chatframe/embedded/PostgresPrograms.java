package io.chatframe.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** Runs PostgreSQL's programs, each with a time limit. */
final class PostgresPrograms {
  private static final boolean WINDOWS =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

  private final Path folder;
  private final List<String> prefix;

  PostgresPrograms(Path folder) {
    this.folder = folder;
    this.prefix = isRoot(folder) ? List.of("unshare", "-U") : List.of();
  }

  /** Throws if this user cannot run PostgreSQL at all, with advice for the operator. */
  void requireRunnable() {
    run(Duration.ofSeconds(20), "postgres", "--version")
        .ifPresent(why -> {
          throw prefix.isEmpty()
              ? new FailureAnalyzedException(
                  "The embedded PostgreSQL does not run on this machine: " + why,
                  "Set DATABASE_URL to a PostgreSQL server.")
              : new FailureAnalyzedException(
                  "The embedded PostgreSQL refuses to run as root, and here root may not step out"
                      + " of its rights by \"unshare -U\": "
                      + why,
                  "Run the server as an ordinary user, or set DATABASE_URL to a PostgreSQL server.");
        });
  }

  /**
   * Runs a program and waits for its end.
   *
   * @return its output if it failed; empty if it succeeded
   */
  Optional<String> run(Duration limit, String program, String... arguments) {
    var command = new ArrayList<>(prefix);
    command.add(folder.resolve("bin").resolve(WINDOWS ? program + ".exe" : program).toString());
    command.addAll(List.of(arguments));
    try {
      // To a file, not a pipe: the postmaster would inherit the pipe from pg_ctl and keep it open.
      var said = Files.createTempFile("chatframe-postgres-", ".out");
      try {
        return run(limit, command, said);
      } finally {
        Files.deleteIfExists(said);
      }
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> run(Duration limit, List<String> command, Path said)
      throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(said.toFile());
    // English messages whatever the locale, and no libpq settings from the environment.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    var process = builder.start();
    try {
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      return ended && process.exitValue() == 0
          ? Optional.empty()
          : Optional.of(Files.readString(said, UTF_8).strip());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * Whether this process runs as root, judging by a folder it created: Java offers no other way.
   */
  private static boolean isRoot(Path made) {
    try {
      return !WINDOWS && Integer.valueOf(0).equals(Files.getAttribute(made, "unix:uid"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }
}
