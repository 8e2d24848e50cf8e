package io.chatframe.benchmark.start;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks a running JVM by {@code jcmd}. */
final class Jcmd {
  private final long pid;

  Jcmd(long pid) {
    this.pid = pid;
  }

  /**
   * What is used of the heap when no garbage is left, in KiB. Twice, because what was only weakly
   * reachable is freed in steps.
   */
  long liveKibibytes() throws IOException, InterruptedException {
    run("GC.run");
    run("GC.run");
    return HeapInfo.usedKibibytes(run("GC.heap_info"));
  }

  /** Writes what the heap consists of, by class. */
  void histogram(Path file) throws IOException, InterruptedException {
    Files.writeString(file, run("GC.class_histogram"));
  }

  private String run(String command) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, Long.toString(pid), command).redirectErrorStream(true).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + answer);
    }
    return answer;
  }
}
