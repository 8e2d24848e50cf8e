package io.chatframe.bootstrap.start;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.bootstrap.settings.SettingNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the server's main class in a separate process. */
final class CommandLineTest {
  @TempDir Path directory;

  @Test
  void printsItsVersionAndStartsNothing() throws IOException, InterruptedException {
    String answer = answer("--version");

    assertThat(answer)
        .matches(
            "Chatframe \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?, Java 2\\d[^\\n]* \\([^)]+\\), [^\\n]+\\n");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void listsEverySettingAsHelpAndStartsNothing() throws IOException, InterruptedException {
    String answer = answer("--help");

    assertThat(answer.split("\\s+", -1))
        .contains("CHAT_DRAIN", "PORT", "VLLM_BASE_URL")
        .containsAll(SettingNames.properties().keySet());
    assertThat(answer.lines()).allMatch(line -> line.length() <= 120);
    assertThat(directory).isEmptyDirectory();
  }

  /** An invalid setting does not matter, because no settings are read. */
  private String answer(String question) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
            Stream.of(
                    List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                    List.of("-cp", System.getProperty("java.class.path")),
                    List.of("io.chatframe.bootstrap.JavaCheck", question))
                .flatMap(List::stream)
                .toList());
    builder.directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("PORT", "none");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(Files.exists(directory.resolve("data"))).isFalse();
    return answer;
  }
}
