package io.chatframe.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.logging.DeferredLogs;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

final class SettingsPostProcessorTest {
  private static final String SYSTEM = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

  private final DeferredLogs logs = new DeferredLogs();

  @TempDir Path directory;

  @Test
  void prefersTheEnvironmentToTheFile() throws IOException {
    write("PORT=1001\nLLM_MODEL=file");

    StandardEnvironment environment = processed(Map.of("PORT", "1002"));

    assertThat(environment.getProperty("server.port")).isEqualTo("1002");
    assertThat(environment.getProperty("chat.llm.model")).isEqualTo("file");
  }

  @Test
  void treatsEmptyAsAbsent() throws IOException {
    write("PORT=1001\nLLM_MODEL=");

    StandardEnvironment environment = processed(Map.of("PORT", ""));

    assertThat(environment.getProperty("server.port")).isEqualTo("1001");
    assertThat(environment.containsProperty("chat.llm.model")).isFalse();
  }

  @Test
  void letsSpringsOwnNamesTakePrecedence() throws IOException {
    write("PORT=1001");

    StandardEnvironment environment = processed(Map.of("SERVER_PORT", "1003"));

    assertThat(environment.getProperty("server.port")).isEqualTo("1003");
  }

  @Test
  void prefersASettingToAPropertiesFile() throws IOException {
    Files.writeString(
        directory.resolve("application.yaml"), "chat.llm: {model: yaml, dialect: openai}");
    write("LLM_MODEL=file");

    StandardEnvironment environment = processed(Map.of());

    assertThat(environment.getProperty("chat.llm.model")).isEqualTo("file");
    assertThat(environment.getProperty("chat.llm.dialect")).isEqualTo("openai");
  }

  @Test
  void keepsDefaultsIfNothingIsSet() {
    StandardEnvironment environment = processed(Map.of("HOST", ""));

    assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
    assertThat(environment.getProperty("server.port")).isEqualTo("8080");
    assertThat(environment.containsProperty("chat.llm.providers.openai.api-key")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 9090, '', 127.0.0.1",
    "0.0.0.0, 9090, '', 0.0.0.0",
    "0.0.0.0, 0, 0, 0.0.0.0",
    "0.0.0.0, '', '',",
    "0.0.0.0, 8080, '',",
    "0.0.0.0, 9090, 9090,",
  })
  void keepsHealthOnTheSameHostIfItHasAPortOfItsOwn(
      String host, String management, String port, @Nullable String expected) {
    StandardEnvironment environment =
        processed(Map.of("HOST", host, "MANAGEMENT_PORT", management, "PORT", port));

    assertThat(environment.getProperty("management.server.address")).isEqualTo(expected);
    assertThat(environment.getProperty("management.endpoints.web.exposure.include", ""))
        .isEqualTo(expected == null ? "health,info" : "health,info,sbom,prometheus");
  }

  @Test
  void passesAPasswordOnUnchanged() throws IOException {
    write("DATABASE_PASSWORD='a${PATH}b$c#{d}\\e'");

    StandardEnvironment environment = processed(Map.of("PATH", "leak"));

    assertThat(environment.getProperty("chat.database.password")).isEqualTo("a${PATH}b$c#{d}\\e");
  }

  @Test
  void usesTheProxyThatOtherProgramsUse() throws IOException {
    write("HTTPS_PROXY=http://file:1\nno_proxy=a.example");

    StandardEnvironment environment =
        processed(Map.of("http_proxy", "http://env:1", "https_proxy", "http://env:2"));

    assertThat(environment.getProperty("chat.llm.proxy.http")).isEqualTo("http://env:1");
    assertThat(environment.getProperty("chat.llm.proxy.https")).isEqualTo("http://env:2");
    assertThat(environment.getProperty("chat.llm.proxy.except")).isEqualTo("a.example");
  }

  @Test
  void namesUnknownSettingsBesidesAWrongOne() throws IOException {
    write("PORT=http\nDEEPSEEK_APIKEY=sk-canary");

    assertThatThrownBy(() -> processed(Map.of()))
        .isInstanceOfSatisfying(
            InvalidSettingException.class,
            wrong ->
                assertThat(wrong.allowed())
                    .contains("DEEPSEEK_APIKEY is no setting", "did you mean DEEPSEEK_API_KEY?")
                    .doesNotContain("canary"));
  }

  @Test
  void limitsTheServerByItsHeap() {
    StandardEnvironment environment = processed(Map.of());

    assertThat(environment.getPropertySources().contains("limits of the heap")).isTrue();
  }

  @Test
  void namesThePlaceOfAWrongValue() throws IOException {
    write("# first\nPORT=http");

    assertThatThrownBy(() -> processed(Map.of()))
        .hasMessage("PORT (set in .env, line 2) is not a port.");
    assertThatThrownBy(() -> processed(Map.of("PORT", "tcp://10.0.0.1:80")))
        .hasMessage("PORT (set in the environment) is not a port.");
  }

  private void write(String text) throws IOException {
    Files.writeString(directory.resolve(".env"), text);
  }

  private StandardEnvironment processed(Map<String, Object> variables) {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(SYSTEM, new SystemEnvironmentPropertySource(SYSTEM, variables));
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test",
                Map.of(
                    SettingsPostProcessor.DIRECTORY,
                    directory.toString(),
                    "spring.config.additional-location",
                    directory.toUri().toString())));
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    new SettingsPostProcessor(logs).postProcessEnvironment(environment, new SpringApplication());
    return environment;
  }
}
