package io.chatframe.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the example of docs/api.md that begins a session by work, if its language is installed. */
final class ProofExampleTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("```python\\n(.*?def begin_session.*?)```", Pattern.DOTALL);

  @TempDir private Path directory;

  @Test
  void beginsASession() throws IOException, InterruptedException {
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("..", "docs", "api.md")));
    assertThat(example.find()).isTrue();
    Path script = directory.resolve("example.py");
    try (RunningServer server =
        RunningServer.start(directory, "--PROOF_OF_WORK=always", "--chat.drain=0s")) {
      Files.writeString(
          script,
          "%s\nprint(begin_session('%s/api/v1', 'default')['visitorToken'])\n"
              .formatted(example.group(1), server.origin()));

      assertThat(output(script).split("\\.", -1)).hasSize(3);
    }
  }

  private static String output(Path script) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder("python3", script.toString()).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "python3 is not installed");
      throw e;
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output.strip();
  }
}
