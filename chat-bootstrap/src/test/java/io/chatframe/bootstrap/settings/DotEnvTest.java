package io.chatframe.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DotEnvTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("USER", "anna", "EMPTY", "");

  @TempDir Path directory;

  static Arguments[] values() {
    return new Arguments[] {
      Arguments.of("K=v", "v"),
      Arguments.of("K=", ""),
      Arguments.of("K", null),
      Arguments.of("K: v", "v"),
      Arguments.of("  K = v  ", "v"),
      Arguments.of("export K=v", "v"),
      Arguments.of("export=v\nK=${export}", "v"),
      Arguments.of("\uFEFFK=v", "v"),
      Arguments.of("K=v\r\nL=w\r\n", "v"),
      Arguments.of("# K=a\nK=v", "v"),
      Arguments.of("K=a=b", "a=b"),
      Arguments.of("K=v # comment", "v"),
      Arguments.of("K=v\t# comment", "v"),
      Arguments.of("K=v# none", "v# none"),
      Arguments.of("K=#none", "#none"),
      Arguments.of("K= # comment", ""),
      Arguments.of("K=a b", "a b"),
      Arguments.of("K=it's", "it's"),
      Arguments.of("K=a\\nb", "a\\nb"),
      Arguments.of("K='a b' # comment", "a b"),
      Arguments.of("K='${USER} $USER \\n #'", "${USER} $USER \\n #"),
      Arguments.of("K='it\\'s'", "it's"),
      Arguments.of("K='two\nlines'", "two\nlines"),
      Arguments.of("K=\"two\nlines\"", "two\nlines"),
      Arguments.of("K=\"a # b\"", "a # b"),
      Arguments.of("K=\"a\\nb\\tc\\rd\"", "a\nb\tc\rd"),
      Arguments.of("K=\"\\\"q\\\" \\\\ \\$USER\"", "\"q\" \\ $USER"),
      Arguments.of("K=\"\\x\"", "\\x"),
      Arguments.of("K=$USER", "anna"),
      Arguments.of("K=${USER}", "anna"),
      Arguments.of("K=\"<${USER}>\"", "<anna>"),
      Arguments.of("K=$NOBODY.", "."),
      Arguments.of("K=${NOBODY:-x}", "x"),
      Arguments.of("K=${NOBODY-x}", "x"),
      Arguments.of("K=${EMPTY:-x}", "x"),
      Arguments.of("K=${EMPTY-x}", ""),
      Arguments.of("K=${USER:-x}", "anna"),
      Arguments.of("K=${USER:+x}", "x"),
      Arguments.of("K=${EMPTY:+x}", ""),
      Arguments.of("K=${EMPTY+x}", "x"),
      Arguments.of("K=${USER:?must be}", "anna"),
      Arguments.of("K=${NOBODY:-${USER}!}", "anna!"),
      Arguments.of("K=${NOBODY:-}", ""),
      Arguments.of("K=5$$", "5$"),
      Arguments.of("A=1\nK=${A}2", "12"),
      Arguments.of("USER=file\nK=$USER", "anna"),
      Arguments.of("K=first\nK=last", "last"),
    };
  }

  @ParameterizedTest
  @MethodSource("values")
  void readsAsDockerComposeDoes(String text, String expected) {
    DotEnv.Entry entry = DotEnv.parse(".env", text, DotEnvTest::lookUp).get("K");

    assertThat(entry == null ? null : entry.value()).isEqualTo(expected);
  }

  static Arguments[] brokenLines() {
    return new Arguments[] {
      Arguments.of("A=1\nK='open", 2),
      Arguments.of("K=\"open\n\n", 1),
      Arguments.of("A=\"two\nlines\"\n=v", 3),
      Arguments.of("two words=v", 1),
      Arguments.of("a!b=v", 1),
      Arguments.of("K='a'b", 1),
      Arguments.of("K=${USER", 1),
      Arguments.of("K=${USER!x}", 1),
      Arguments.of("K=${}", 1),
      Arguments.of("K=pa$", 1),
      Arguments.of("\n\nK=${NOBODY:?must be}", 3),
    };
  }

  @ParameterizedTest
  @MethodSource("brokenLines")
  void namesTheLineThatIsBroken(String text, int line) {
    assertThatThrownBy(() -> DotEnv.parse(".env", text, DotEnvTest::lookUp))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith(".env:" + line + ": ");
  }

  @Test
  void doesNotQuoteABrokenLine() {
    assertThatThrownBy(() -> DotEnv.parse(".env", "KEY='sk-secret", DotEnvTest::lookUp))
        .hasMessageNotContaining("sk-secret");
  }

  @Test
  void reportsTheLineOfTheLastOfTwo() {
    assertThat(DotEnv.parse(".env", "K=a\n\nK=b", DotEnvTest::lookUp))
        .containsEntry("K", new DotEnv.Entry("b", 3, false));
  }

  @Test
  void treatsAMissingFileAsEmpty() {
    assertThat(DotEnv.read(directory.resolve(".env"), DotEnvTest::lookUp)).isEmpty();
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    Path file = directory.resolve(".env");
    Files.write(file, "K=\u00e9".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> DotEnv.read(file, DotEnvTest::lookUp))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("UTF-8");
  }

  private static Optional<String> lookUp(String name) {
    return Optional.ofNullable(ENVIRONMENT.get(name));
  }
}
