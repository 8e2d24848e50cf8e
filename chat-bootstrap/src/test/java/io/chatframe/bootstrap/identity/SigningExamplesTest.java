package io.chatframe.bootstrap.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the examples of docs/embedding.md, and begins sessions with the tokens that they sign. */
final class SigningExamplesTest {
  @TempDir private static Path directory;
  private static HostedServer host;

  @BeforeAll
  static void start() throws IOException {
    host = HostedServer.start(directory);
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "js | function identityToken | node | mjs | console.log(identityToken({id: 'ann', name: 'Ä'}))",
        "python | def identity_token | python3 | py | print(identity_token({'id': 'ann', 'name': 'Ä'}))",
      })
  void signTokensThatTheServerAccepts(
      String language, String begins, String program, String ending, String call)
      throws IOException, InterruptedException {
    Path script = directory.resolve("example." + ending);
    Files.writeString(script, example(language, begins) + "\n" + call + "\n");

    String token = output(program, script);

    var session = host.session("support", Optional.of(token), Optional.empty());
    assertThat(session.json().get("identified").asBoolean()).isTrue();
  }

  private static String example(String language, String begins) throws IOException {
    String document = Files.readString(Path.of("..", "docs", "embedding.md"));
    Matcher block =
        Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL).matcher(document);
    while (block.find()) {
      if (block.group(1).contains(begins)) {
        return block.group(1);
      }
    }
    throw new AssertionError("docs/embedding.md has no example in " + language);
  }

  private static String output(String program, Path script)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(program, script.toString()).redirectErrorStream(true);
    builder.environment().put("SUPPORT_IDENTITY_SECRET", HostedServer.SECRET);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      assumeTrue(false, program + " is not installed");
      throw e;
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output.strip();
  }
}
