package io.chatframe.faults.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Sends signals that the JDK does not support. */
final class Signals {
  private Signals() {}

  static void stop(Stream<ProcessHandle> processes) throws IOException, InterruptedException {
    send("-STOP", processes);
  }

  static void resume(Stream<ProcessHandle> processes) throws IOException, InterruptedException {
    send("-CONT", processes);
  }

  static void interrupt(Stream<ProcessHandle> processes) throws IOException, InterruptedException {
    send("-INT", processes);
  }

  private static void send(String signal, Stream<ProcessHandle> processes)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    processes.map(process -> String.valueOf(process.pid())).forEach(command::add);
    int code =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    // A backend may have ended between being listed and being signalled.
    if (code != 0 && command.size() == 3) {
      throw new IOException(command + " failed with " + code);
    }
  }
}
