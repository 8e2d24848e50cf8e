package io.chatframe.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How {@code mvnw} treats its arguments and the installed JDKs, with a fake Maven that prints them.
 */
@DisabledOnOs(OS.WINDOWS)
final class RunCommandTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  @TempDir Path directory;

  private final Map<String, String> environment = new HashMap<>();

  /** Creates a checkout with the real wrapper, and a home with a fake Maven. */
  @BeforeEach
  void prepare() throws IOException {
    Path wrapper = Files.createDirectories(directory.resolve("checkout/.mvn/wrapper"));
    Files.copy(ROOT.resolve("mvnw"), directory.resolve("checkout/mvnw"));
    for (String file : List.of("before.sh", "maven-wrapper.properties")) {
      Files.copy(ROOT.resolve(".mvn/wrapper").resolve(file), wrapper.resolve(file));
    }
    var properties = new Properties();
    try (InputStream file = Files.newInputStream(wrapper.resolve("maven-wrapper.properties"))) {
      properties.load(file);
    }
    String url = properties.getProperty("distributionUrl");
    String name = url.substring(url.lastIndexOf('/') + 1).replace("-bin.zip", "");
    executable(
        directory.resolve(
            "home/.m2/wrapper/dists/%s/%s/bin/mvn"
                .formatted(name, Integer.toHexString(url.hashCode()))),
        "echo \"$@\"; echo \"java: ${JAVA_HOME-none}\"");
    environment.put("HOME", directory.resolve("home").toString());
    environment.put("JAVA25_HOME", System.getProperty("java.home"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
  }

  @ParameterizedTest
  @CsvSource({
    "spring-boot:run, -q -Prun",
    "-o spring-boot:run -DPORT=1, -q -Prun -o -DPORT=1",
    "-Dmaven.repo.local=/x spring-boot:run, -q -Prun -Dmaven.repo.local=/x"
  })
  void runsTheServerByTheProfileThatNeedsNoTests(String arguments, String given) throws Exception {
    assertThat(mvnw(arguments).lines().toList())
        .hasSize(3)
        .contains(given)
        .anyMatch(line -> line.startsWith("Building and starting the server."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verify",
        "verify spring-boot:run",
        "spring-boot:run -pl chat-run",
        "-Prun",
        "spotless:apply"
      })
  void leavesEveryOtherBuildUnchanged(String arguments) throws Exception {
    assertThat(mvnw(arguments).lines().toList()).hasSize(2).contains(arguments);
  }

  @Test
  void leavesAJavaThatCanRunMavenAsItIs() throws Exception {
    Path old = jdk("17.0.15");
    environment.put("JAVA_HOME", old.toString());

    assertThat(mvnw("verify")).contains("java: " + old);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_442", "11.0.27", "16"})
  void runsMavenOnTheJdkItFoundIfTheChosenOneIsTooOld(String version) throws Exception {
    environment.put("JAVA_HOME", jdk(version).toString());

    assertThat(mvnw("verify")).contains("java: " + System.getProperty("java.home"));
  }

  @Test
  void runsMavenOnTheJdkItFoundIfTheChosenOneIsNotThere() throws Exception {
    environment.put("JAVA_HOME", directory.resolve("nowhere").toString());

    assertThat(mvnw("verify")).contains("java: " + System.getProperty("java.home"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"17.0.15", "nothing"})
  void saysWhichJdkIsNeededAndHowToGetOne(String version) throws Exception {
    // A version that no machine has.
    Path script = directory.resolve("checkout/.mvn/wrapper/before.sh");
    Files.writeString(
        script, Files.readString(script).replace("chatframe_jdk=25", "chatframe_jdk=99"));
    Path home = version.equals("nothing") ? directory.resolve("nowhere") : jdk(version);
    environment.put("JAVA_HOME", home.toString());

    assertThat(mvnw("spring-boot:run").lines().toList())
        .first()
        .isEqualTo(
            "Chatframe is built with a JDK 99 or later, and none was found; install one and run"
                + " this again:");
    assertThat(mvnw("spring-boot:run"))
        .contains("apt install openjdk-99-jdk", "brew install", "winget install")
        .doesNotContain("java: ");
  }

  /** Declared toolchains take precedence. */
  @Test
  void leavesDeclaredToolchainsToMaven() throws Exception {
    Path script = directory.resolve("checkout/.mvn/wrapper/before.sh");
    Files.writeString(
        script, Files.readString(script).replace("chatframe_jdk=25", "chatframe_jdk=99"));
    Files.writeString(directory.resolve("home/.m2/toolchains.xml"), "<toolchains/>");

    assertThat(mvnw("verify").lines().toList()).contains("verify");
  }

  /** The goal resolves test scope in its module, and the build must end with the server. */
  @Test
  void runsInTheLastModuleWhichHasNoTests() throws IOException {
    List<String> modules =
        MODULE
            .matcher(Files.readString(ROOT.resolve("pom.xml")))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();

    assertThat(modules).last().isEqualTo("chat-run");
    assertThat(Files.readString(ROOT.resolve("chat-run/pom.xml"))).doesNotContain("<scope>test");
    assertThat(ROOT.resolve("chat-run/src")).doesNotExist();
  }

  private Path jdk(String version) throws IOException {
    Path home = directory.resolve("jdk-" + version);
    executable(home.resolve("bin/java"), "");
    executable(home.resolve("bin/javac"), "");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private static void executable(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private String mvnw(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", "./mvnw"));
    command.addAll(List.of(arguments.split(" ", -1)));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(directory.resolve("checkout").toFile());
    builder.environment().keySet().removeIf(name -> name.matches("JAVA.*_HOME|MAVEN_.*|MVNW_.*"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
