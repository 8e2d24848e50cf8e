package io.chatframe.bootstrap.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs the examples of docs/embedding.md and docs/signing.md whose languages are installed, and
 * begins sessions with the tokens that they sign.
 */
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
        "php | function identity_token | php | php | echo identity_token(['id' => 'ann', 'name' => 'Ä']);",
        "ruby | def identity_token | ruby | rb | puts identity_token({id: 'ann', name: 'Ä'})",
        "go | func identityToken | go run | go | func main() { println(identityToken(`ann`, `Ä`)) }",
        "java | String identityToken | JAVA | java | void main() throws Exception { IO.println(identityToken(`ann`, `Ä`)); }",
        "python | def identity_token | python3 | py | print(identity_token({'id': 'ann', 'name': 'Ä'}))",
      })
  void signTokensThatTheServerAccepts(
      String language, String begins, String program, String ending, String call)
      throws IOException, InterruptedException {
    Path script = directory.resolve("example." + ending);
    // Quotes that Java's strings need, and this table cannot have.
    String main = language.equals("java") ? call.replace('`', '"') : call;
    Files.writeString(script, example(language, begins) + "\n" + main + "\n");

    String token = output(command(program), script);

    var session = host.session("support", Optional.of(token), Optional.empty());
    assertThat(session.json().get("identified").asBoolean()).isTrue();
  }

  private static String example(String language, String begins) throws IOException {
    Path docs = Path.of("..", "docs");
    String document =
        Files.readString(docs.resolve("embedding.md"))
            + Files.readString(docs.resolve("signing.md"));
    Matcher block =
        Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL).matcher(document);
    while (block.find()) {
      if (block.group(1).contains(begins)) {
        return block.group(1);
      }
    }
    throw new AssertionError("There is no example in " + language);
  }

  /** Java is this one, with the libraries of this test. */
  private static List<String> command(String program) {
    return program.equals("JAVA")
        ? List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"))
        : List.of(program.split(" ", -1));
  }

  private static String output(List<String> command, Path script)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(command);
    all.add(script.toString());
    var builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder.environment().put("SUPPORT_IDENTITY_SECRET", HostedServer.SECRET);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      assumeTrue(false, command.getFirst() + " is not installed");
      throw e;
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output.strip();
  }
}
