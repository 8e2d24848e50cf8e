package io.chatframe.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final Map<String, String> set = new HashMap<>();

  @TempDir Path directory;

  @Test
  void needsNothing() {
    Map<String, Object> properties = check();

    assertThat(properties)
        .containsEntry("chat.database.data-dir", directory.resolve("data").toString())
        .containsEntry("chat.assistants-dir", directory.resolve("assistants").toString())
        .doesNotContainKeys("server.port", "server.address", "chat.database.url");
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, Europe/Berlin",
    ":Europe/Berlin, Europe/Berlin",
    "' UTC ', UTC",
    "EST, America/Panama",
    "+05:30, GMT+05:30"
  })
  void acceptsATimeZoneByItsName(String zone, String property) {
    set.put("TZ", zone);

    assertThat(check()).containsEntry("chat.time-zone", property);
  }

  @Test
  void leavesATimeZoneThatIsAFileOfTheSystemToTheMachine() {
    set.put("TZ", ":/etc/localtime");

    assertThat(check()).doesNotContainKey("chat.time-zone");
  }

  @ParameterizedTest
  @CsvSource({"TZ, Europe/Berln, is not a time zone", "TZ, CET-1CEST, is not a time zone"})
  void refusesAZoneThatItDoesNotKnow(String name, String text, String why) {
    set.put(name, text);

    assertThatThrownBy(this::check)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(name + " (set")
        .hasMessageContaining(why);
  }

  @Test
  void leavesTheRangeOfAContextToTheProvider() {
    set.put("LLM_CONTEXT_TOKENS", "1048576");

    assertThat(check()).containsEntry("chat.llm.context-tokens", "1048576");
  }

  @Test
  void mapsEachSettingToItsProperty() {
    set.put("HOST", "0.0.0.0");
    set.put("PORT", "0");
    set.put("MANAGEMENT_PORT", "9090");
    set.put("DATABASE_URL", "jdbc:postgresql://db:5432/chat");
    set.put("DATABASE_USER", "chat");
    set.put("DATABASE_PASSWORD", "pw");
    set.put("LLM_API_KEY", "sk-1");
    set.put("DEEPSEEK_API_KEY", "sk-2");
    set.put("LLM_BASE_URL", "http://127.0.0.1:1/v1");
    set.put("LLM_MODEL", "m");
    set.put("TOKEN_SECRET", SECRET);
    set.put("CHAT_DRAIN", "5s");
    set.put("MAX_STREAMS", "300");
    set.put("MAX_LIVE_REPLIES", "20");
    set.put("MAX_REPLIES_PER_VISITOR", "2");

    assertThat(check())
        .containsEntry("server.address", "0.0.0.0")
        .containsEntry("server.port", "0")
        .containsEntry("management.server.port", "9090")
        .containsEntry("chat.drain", "5s")
        .containsEntry("chat.database.url", "jdbc:postgresql://db:5432/chat")
        .containsEntry("chat.database.user", "chat")
        .containsEntry("chat.database.password", "pw")
        .containsEntry("chat.llm.api-key", "sk-1")
        .containsEntry("chat.llm.providers.deepseek.api-key", "sk-2")
        .containsEntry("chat.llm.base-url", "http://127.0.0.1:1/v1")
        .containsEntry("chat.llm.model", "m")
        .containsEntry("chat.token-secret", SECRET)
        .containsEntry("chat.web.max-streams", "300")
        .containsEntry("chat.max-live-replies", "20")
        .containsEntry("chat.max-replies-per-visitor", "2");
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, abc",
    "PORT, 70000",
    "PORT, -1",
    "MANAGEMENT_PORT, 8080x",
    "HOST, 203.0.113.77",
    "HOST, no host",
    "TOKEN_SECRET, short",
    "ASSISTANTS_DIR, nowhere",
    "LLM_CA_FILE, nowhere.pem",
  })
  void refusesAWrongValueByItsNameAndPlaceWithoutQuotingIt(String name, String value) {
    set.put("TOKEN_SECRET", SECRET);
    set.put(name, value);

    assertThatThrownBy(this::check)
        .isInstanceOfSatisfying(
            InvalidSettingException.class,
            wrong -> {
              assertThat(wrong.problem()).startsWith(name + " (set in .env, line 7) is ");
              assertThat(wrong.allowed()).startsWith("Allowed: ");
              assertThat(wrong.problem() + wrong.allowed()).doesNotContain(value, "s3cret");
            });
  }

  @Test
  void refusesAFileAsDataDirectory() throws IOException {
    Files.createFile(directory.resolve("data"));

    assertThatThrownBy(this::check)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("DATA_DIR ");
  }

  @Test
  void requiresATokenSecretForASharedDatabase() {
    set.put("DATABASE_URL", "jdbc:postgresql://db/chat");

    assertThatThrownBy(this::check)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("TOKEN_SECRET is not set");
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @Test
  void makesATokenSecretOnceAndKeepsItToTheOwner() throws IOException {
    Object first = check().get("chat.token-secret");

    Object second = check().get("chat.token-secret");

    assertThat(second).isEqualTo(first);
    assertThat(KeptSecret.isStrong(String.valueOf(first))).isTrue();
    assertThat(Files.getPosixFilePermissions(directory.resolve("data/token-secret")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void refusesAKeptSecretThatWasCutShort() throws IOException {
    check();
    Files.writeString(directory.resolve("data/token-secret"), "cut");

    assertThatThrownBy(this::check)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("token-secret");
  }

  /** The properties as Spring sees them. */
  private Map<String, Object> check() {
    Map<String, Object> properties =
        new HashMap<>(
            Settings.properties(
                directory,
                name ->
                    Optional.ofNullable(set.get(name))
                        .filter(text -> !text.isEmpty())
                        .map(text -> new Setting(name, text, "in .env, line 7"))));
    properties.replaceAll((_, value) -> value.toString());
    return properties;
  }
}
