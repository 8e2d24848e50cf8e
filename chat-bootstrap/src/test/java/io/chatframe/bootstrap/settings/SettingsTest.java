package io.chatframe.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatframe.bootstrap.settings.Settings.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SettingsTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final Map<SettingNames, String> set = new EnumMap<>(SettingNames.class);

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
  void takesATimeZoneByItsName(String zone, String property) {
    set.put(SettingNames.TZ, zone);

    assertThat(check()).containsEntry("chat.time-zone", property);
  }

  @Test
  void leavesATimeZoneThatIsAFileOfTheSystemToTheMachine() {
    set.put(SettingNames.TZ, ":/etc/localtime");

    assertThat(check()).doesNotContainKey("chat.time-zone");
  }

  @ParameterizedTest
  @CsvSource({
    "TZ, Europe/Berln, is not a time zone",
    "TZ, CET-1CEST, is not a time zone",
    "CHAT_DRAIN, soon, is not a time with its unit",
    "CHAT_DRAIN, -, is not a time with its unit"
  })
  void refusesATimeThatItCannotRead(SettingNames name, String text, String why) {
    set.put(name, text);

    assertThatThrownBy(this::check)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(name + " (set")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @EnumSource(
      value = SettingNames.class,
      names = {"CHAT_DRAIN", "DATABASE_WAIT", "LLM_FIRST_PAYLOAD", "LLM_BYTE_GAP"})
  void takesATimeWithItsUnitOnly(SettingNames name) {
    for (String written : List.of("20s", "2m", " 90s ")) {
      set.put(name, written);
      assertThat(check()).containsEntry(name.property(), written.strip());
    }
    for (String written : List.of("20", "20ms", "20 s", "20S", "1.5m", "-3s", "PT20S", "1h", "s")) {
      set.put(name, written);
      assertThatThrownBy(this::check)
          .as(written)
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageStartingWith(name + " (set in .env, line 7) is not a time with its unit");
    }
  }

  @Test
  void leavesTheRangeOfAContextToTheProvider() {
    set.put(SettingNames.LLM_CONTEXT_TOKENS, "1048576");

    assertThat(check()).containsEntry("chat.llm.context-tokens", "1048576");
  }

  @Test
  void givesEachSettingItsProperty() {
    set.put(SettingNames.HOST, "0.0.0.0");
    set.put(SettingNames.PORT, "0");
    set.put(SettingNames.MANAGEMENT_PORT, "9090");
    set.put(SettingNames.DATABASE_URL, "jdbc:postgresql://db:5432/chat");
    set.put(SettingNames.DATABASE_USER, "chat");
    set.put(SettingNames.DATABASE_PASSWORD, "pw");
    set.put(SettingNames.LLM_API_KEY, "sk-1");
    set.put(SettingNames.DEEPSEEK_API_KEY, "sk-2");
    set.put(SettingNames.LLM_BASE_URL, "http://127.0.0.1:1/v1");
    set.put(SettingNames.LLM_MODEL, "m");
    set.put(SettingNames.TOKEN_SECRET, SECRET);
    set.put(SettingNames.CHAT_DRAIN, "5s");
    set.put(SettingNames.MAX_STREAMS, "300");
    set.put(SettingNames.MAX_LIVE_REPLIES, "20");
    set.put(SettingNames.MAX_REPLIES_PER_VISITOR, "2");

    assertThat(check())
        .containsEntry("server.address", "0.0.0.0")
        .containsEntry("management.server.address", "0.0.0.0")
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
    "'', 9090, , 127.0.0.1",
    "0.0.0.0, 9090, , 0.0.0.0",
    "0.0.0.0, 0, 0, 0.0.0.0",
    "0.0.0.0, '', ,",
    "0.0.0.0, 8080, ,",
    "0.0.0.0, 9090, 9090,",
  })
  void keepsHealthOnTheSameHostWhereItHasAPortOfItsOwn(
      String host, String management, @Nullable String port, @Nullable String expected) {
    set.put(SettingNames.HOST, host);
    set.put(SettingNames.MANAGEMENT_PORT, management);
    if (port != null) {
      set.put(SettingNames.PORT, port);
    }

    assertThat(check().get("management.server.address")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, abc",
    "PORT, 70000",
    "PORT, -1",
    "MANAGEMENT_PORT, 8080x",
    "HOST, 203.0.113.77",
    "HOST, no host",
    "DATABASE_WAIT, soon",
    "DATABASE_WAIT, 17",
    "TOKEN_SECRET, short",
    "ASSISTANTS_DIR, nowhere",
    "MAX_STREAMS, 0",
    "MAX_STREAMS, 1000001",
    "MAX_LIVE_REPLIES, many",
    "MAX_REPLIES_PER_VISITOR, -5",
    "LLM_FIRST_PAYLOAD, soon",
    "LLM_CONTEXT_TOKENS, 128k",
    "LLM_CONTEXT_TOKENS, 10000000000",
    "LLM_CA_FILE, nowhere.pem",
  })
  void refusesAWrongValueByItsNameAndPlaceWithoutQuotingIt(SettingNames name, String value) {
    set.put(SettingNames.TOKEN_SECRET, SECRET);
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
  void wantsATokenSecretWhereADatabaseIsShared() {
    set.put(SettingNames.DATABASE_URL, "jdbc:postgresql://db/chat");

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
    assertThat(TokenSecret.isStrong(String.valueOf(first))).isTrue();
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

  private Map<String, Object> check() {
    return Settings.check(
        directory,
        name ->
            Optional.ofNullable(set.get(name))
                .filter(text -> !text.isEmpty())
                .map(text -> new Value(text, "in .env, line 7")));
  }
}
