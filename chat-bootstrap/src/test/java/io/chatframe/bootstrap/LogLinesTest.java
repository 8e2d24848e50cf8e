package io.chatframe.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.bootstrap.start.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
final class LogLinesTest {
  private final TimeZone zone = TimeZone.getDefault();

  @TempDir Path directory;

  /** A server that another test leaves running has set up logging, with the zone of then. */
  @BeforeEach
  void letTheStartSetUpLogging() {
    LoggingSystem.get(getClass().getClassLoader()).cleanUp();
  }

  @AfterEach
  void takeTheZoneOfTheMachineAgain() {
    TimeZone.setDefault(zone);
  }

  @Test
  void beginWithDateTimeAndOffsetOfTheConfiguredZoneAndGiveTheVersionFirst(CapturedOutput output)
      throws IOException {
    Files.writeString(directory.resolve(".env"), "TZ=Asia/Kolkata\n");

    try (RunningServer server = RunningServer.start(directory)) {
      assertThat(server.origin()).startsWith("http://127.0.0.1:");
      LoggerFactory.getLogger("io.chatframe").info("a\nb\r\nc\u001b[31md\u2028e");
    }

    List<String> lines = output.getOut().lines().toList();
    assertThat(lines)
        .allMatch(line ->
            line.matches(
                "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+05:30 (INFO |WARN ) .+"));
    assertThat(lines.getFirst()).endsWith(Version.line());
    assertThat(lines).anyMatch(line -> line.matches(".*a.*b.*c.*d.*e"));
    assertThat(output).as("on this machine alone").doesNotContain("can embed");
  }

  @Test
  void saysForEachAssistantThatNoSiteCanEmbedItAndWhatToAdd(CapturedOutput output)
      throws IOException {
    Path assistants = Files.createDirectory(directory.resolve("assistants"));
    Files.writeString(assistants.resolve("open.md"), assistant("allowed-origins: [https://a.de]"));
    Files.writeString(assistants.resolve("closed.md"), assistant("allowed-origins: []"));
    Files.writeString(assistants.resolve("default.md"), assistant("greeting: Hi"));

    try (RunningServer server = RunningServer.start(directory, "--HOST=0.0.0.0")) {
      assertThat(server.origin()).startsWith("http://");
    }

    String added = "allowed-origins: [https://www.example.com]";
    assertThat(output.getOut().lines().filter(line -> line.contains("can embed")))
        .hasSize(2)
        .allMatch(line -> line.endsWith(added))
        .anyMatch(line -> line.contains(assistants.resolve("closed.md") + " "))
        .anyMatch(line -> line.contains(assistants.resolve("default.md") + " "));
    // What the line says works.
    Files.writeString(assistants.resolve("closed.md"), assistant(added));
    Files.writeString(assistants.resolve("default.md"), assistant(added));
    try (RunningServer server = RunningServer.start(directory, "--HOST=0.0.0.0")) {
      assertThat(server.origin()).startsWith("http://");
    }
    assertThat(output.getOut().lines().filter(line -> line.contains("can embed"))).hasSize(2);
  }

  private static String assistant(String line) {
    return "---\ntitle: A\n" + line + "\n---\nBe kind.\n";
  }
}
