package io.chatframe.benchmark.start;

import io.chatframe.benchmark.server.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A started server.
 *
 * @param began when its process was started, a time of {@link System#nanoTime}
 */
record Running(ServerProcess process, int port, long began) implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final Duration LONGEST_STOP = Duration.ofMinutes(2);
  private static final long LOOK_EVERY_NANOS = 2_000_000;
  private static final int ANSWER_MILLIS = 5_000;
  private static final byte[] REQUEST =
      "GET /actuator/health/readiness HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  static Running start(
      String cpus, Path folder, int port, Map<String, String> settings, List<String> command)
      throws IOException {
    long began = System.nanoTime();
    return new Running(ServerProcess.start(cpus, folder, settings, command), port, began);
  }

  /**
   * Blocks until it says that it is ready, and returns how many nanoseconds after its start that
   * was. Asks by a plain socket and often: a client library would use more of the machine than some
   * of the differences between two starts.
   */
  long awaitReady() throws IOException {
    while (System.nanoTime() - began < LONGEST_START.toNanos() && process.isAlive()) {
      if (isReady()) {
        return System.nanoTime() - began;
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    String tail = process.tail();
    close();
    throw new IOException("not ready: " + tail);
  }

  boolean isReady() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.getOutputStream().write(REQUEST);
      String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      return answer.endsWith(" 200");
    } catch (IOException _) {
      // Nobody listens yet.
      return false;
    }
  }

  /** Stops it in order, with as much time as it needs to write a cache. */
  void stop() throws InterruptedException {
    process.stop(LONGEST_STOP);
  }

  @Override
  public void close() {
    process.close();
  }
}
