package io.chatframe.bootstrap.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Function;

/** Checks what the operator set and gives it the names that Spring and the adapters know. */
final class Settings {
  private static final String EMBEDDED_DATABASE =
      "io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver";
  private static final String DEFAULT_DATA_DIR = "data";
  private static final String DEFAULT_HOST = "127.0.0.1";
  private static final String DEFAULT_PORT = "8080";
  private static final List<String> DIALECTS =
      List.of(
          "deepseek",
          "openai",
          "azure",
          "openrouter",
          "groq",
          "mistral",
          "gemini",
          "xai",
          "zai",
          "qwen",
          "ollama",
          "vllm",
          "compatible");
  private static final int HIGHEST_MOST = 1_000_000;

  /**
   * What was set.
   *
   * @param place where, for the message that refuses it
   */
  record Value(String text, String place) {}

  private final Path directory;
  private final Function<SettingNames, Optional<Value>> values;
  private final Map<String, Object> properties = new LinkedHashMap<>();

  private Settings(Path directory, Function<SettingNames, Optional<Value>> values) {
    this.directory = directory;
    this.values = values;
  }

  /**
   * The properties for Spring. Makes the token secret where none is set or kept.
   *
   * @param directory what relative paths begin at
   * @throws InvalidSettingException at the first wrong one
   */
  static Map<String, Object> check(Path directory, Function<SettingNames, Optional<Value>> values) {
    var settings = new Settings(directory, values);
    settings.network();
    settings.time(SettingNames.CHAT_DRAIN);
    settings.timeZone();
    settings.database();
    settings.tokenSecret();
    settings.assistants();
    settings.copy(SettingNames.LLM_API_KEY);
    settings.copy(SettingNames.LLM_BASE_URL);
    settings.copy(SettingNames.LLM_MODEL);
    settings.oneOf(SettingNames.LLM_DIALECT, DIALECTS);
    settings.number(SettingNames.LLM_CONTEXT_TOKENS);
    settings.copy(SettingNames.LLM_EXTRA_BODY);
    settings.oneOf(SettingNames.LLM_PREFIX_CONTINUATION, List.of("true", "false"));
    settings.copy(SettingNames.LLM_PREFIX_BASE_URL);
    settings.copy(SettingNames.LLM_SMALL_MODEL);
    settings.oneOf(SettingNames.LLM_TITLES, List.of("true", "false"));
    settings.oneOf(SettingNames.LLM_FOLLOW_UPS, List.of("true", "false"));
    settings.time(SettingNames.LLM_FIRST_PAYLOAD);
    settings.time(SettingNames.LLM_BYTE_GAP);
    settings.file(SettingNames.LLM_CA_FILE);
    Arrays.stream(SettingNames.values()).filter(SettingNames::isShared).forEach(settings::copy);
    settings.most(SettingNames.DATABASE_POOL_SIZE);
    settings.most(SettingNames.MAX_STREAMS);
    settings.most(SettingNames.MAX_LIVE_REPLIES);
    settings.most(SettingNames.MAX_REPLIES_PER_VISITOR);
    Arrays.stream(SettingNames.values()).filter(SettingNames::isOfProvider).forEach(settings::copy);
    return settings.properties;
  }

  private void network() {
    port(SettingNames.PORT);
    port(SettingNames.MANAGEMENT_PORT);
    values.apply(SettingNames.HOST).ifPresent(Settings::address);
    copy(SettingNames.HOST);
    Object management = properties.get(SettingNames.MANAGEMENT_PORT.property());
    Object main = properties.getOrDefault(SettingNames.PORT.property(), DEFAULT_PORT);
    // Spring refuses an address for a port that is not apart, and takes every network where one is
    // and has none.
    if (management != null && (management.equals("0") || !management.equals(main))) {
      Object host = properties.getOrDefault(SettingNames.HOST.property(), DEFAULT_HOST);
      properties.put("management.server.address", host);
    }
  }

  private void port(SettingNames name) {
    Optional<Value> port = values.apply(name);
    if (port.isPresent()) {
      String digits = port.get().text().strip();
      if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > 65_535) {
        throw wrong(
            name,
            port.get(),
            "is not a port",
            "a whole number from 1 to 65535, or 0 for any free port");
      }
      properties.put(name.property(), digits);
    }
  }

  private static void address(Value host) {
    String allowed =
        "127.0.0.1 for this machine only, 0.0.0.0 for every network, or an address of this machine";
    try {
      InetAddress address = InetAddress.getByName(host.text().strip());
      if (!address.isAnyLocalAddress()
          && !address.isLoopbackAddress()
          && NetworkInterface.getByInetAddress(address) == null) {
        throw wrong(SettingNames.HOST, host, "is not an address of this machine", allowed);
      }
    } catch (UnknownHostException e) {
      throw wrong(SettingNames.HOST, host, "is not an address", allowed);
    } catch (IOException e) {
      // Whether the machine has it cannot be told; binding will.
      return;
    }
  }

  /** Where the JVM does not know a zone it takes UTC, without a word. */
  private void timeZone() {
    Optional<Value> set = values.apply(SettingNames.TZ);
    // A file of the system, as :/etc/localtime: the machine's own zone.
    Optional<String> zone =
        set.map(value -> value.text().strip().replaceFirst("^:", ""))
            .filter(name -> !name.startsWith("/"));
    try {
      zone.ifPresent(name -> {
        var known = TimeZone.getTimeZone(ZoneId.of(name, ZoneId.SHORT_IDS));
        properties.put(SettingNames.TZ.property(), known.getID());
      });
    } catch (DateTimeException e) {
      throw wrong(
          SettingNames.TZ,
          set.orElseThrow(),
          "is not a time zone",
          "a name of the IANA time zone database, as Europe/Berlin or UTC");
    }
  }

  private void database() {
    Optional<Value> url = values.apply(SettingNames.DATABASE_URL);
    if (url.isEmpty() && !hasEmbeddedDatabase()) {
      throw new InvalidSettingException(
          "DATABASE_URL is not set, and this installation carries no embedded database.",
          "Set it to postgresql://user:password@host:5432/database, or without user and password"
              + " and those in DATABASE_USER and DATABASE_PASSWORD.");
    }
    copy(SettingNames.DATABASE_URL);
    copy(SettingNames.DATABASE_USER);
    copy(SettingNames.DATABASE_PASSWORD);
    time(SettingNames.DATABASE_WAIT);
    properties.put(SettingNames.DATA_DIR.property(), dataDir().toString());
  }

  private static boolean hasEmbeddedDatabase() {
    return Settings.class
            .getClassLoader()
            .getResource(EMBEDDED_DATABASE.replace('.', '/') + ".class")
        != null;
  }

  private Path dataDir() {
    Optional<Value> set = values.apply(SettingNames.DATA_DIR);
    Path path =
        set.map(value -> path(SettingNames.DATA_DIR, value))
            .orElse(directory.resolve(DEFAULT_DATA_DIR));
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw wrong(
          SettingNames.DATA_DIR,
          set.orElse(new Value(DEFAULT_DATA_DIR, "by default")),
          "is not a directory",
          "a directory that the server may write to; it is made when it does not exist");
    }
    return path;
  }

  private void tokenSecret() {
    Optional<Value> secret = values.apply(SettingNames.TOKEN_SECRET);
    if (secret.isEmpty() && values.apply(SettingNames.DATABASE_URL).isPresent()) {
      throw new InvalidSettingException(
          "TOKEN_SECRET is not set. With DATABASE_URL it is required: all servers of one database"
              + " share it.",
          "Set it to at least 32 random bytes, as \"openssl rand -base64 48\" gives.");
    }
    if (secret.isPresent() && !TokenSecret.isStrong(secret.get().text())) {
      throw wrong(
          SettingNames.TOKEN_SECRET,
          secret.get(),
          "is too weak",
          "at least 32 bytes, as \"openssl rand -base64 48\" gives");
    }
    properties.put(
        SettingNames.TOKEN_SECRET.property(),
        secret.map(Value::text).orElseGet(() -> TokenSecret.keptIn(dataDir())));
  }

  private void assistants() {
    Optional<Value> set = values.apply(SettingNames.ASSISTANTS_DIR);
    set.ifPresent(value -> {
      Path path = path(SettingNames.ASSISTANTS_DIR, value);
      if (!Files.isDirectory(path)) {
        throw wrong(
            SettingNames.ASSISTANTS_DIR,
            value,
            "is not a directory that exists",
            "a directory of assistants, one name.md each");
      }
      properties.put(SettingNames.ASSISTANTS_DIR.property(), path.toString());
    });
    if (set.isEmpty()) {
      properties.put(
          SettingNames.ASSISTANTS_DIR.property(), directory.resolve("assistants").toString());
    }
  }

  private void most(SettingNames name) {
    Optional<Value> most = values.apply(name);
    if (most.isPresent()) {
      String digits = most.get().text().strip();
      if (!digits.matches("[0-9]{1,7}")
          || Integer.parseInt(digits) < 1
          || Integer.parseInt(digits) > HIGHEST_MOST) {
        throw wrong(
            name, most.get(), "is not a number in range", "a whole number from 1 to a million");
      }
      properties.put(name.property(), digits);
    }
  }

  /** Its range is known to whoever uses it. */
  private void number(SettingNames name) {
    Optional<Value> number = values.apply(name);
    if (number.isPresent()) {
      String digits = number.get().text().strip();
      if (!digits.matches("[0-9]{1,9}")) {
        throw wrong(
            name,
            number.get(),
            "is not a whole number of at most nine digits",
            "digits alone, as 128000");
      }
      properties.put(name.property(), digits);
    }
  }

  /** One rule for all: a number alone would be seconds here and milliseconds there. */
  private void time(SettingNames name) {
    Optional<Value> time = values.apply(name);
    if (time.isPresent()) {
      String text = time.get().text().strip();
      if (!text.matches("[0-9]{1,6}[sm]")) {
        throw wrong(
            name,
            time.get(),
            "is not a time with its unit",
            "seconds or minutes with s or m behind the number, as 90s or 2m");
      }
      properties.put(name.property(), text);
    }
  }

  private void file(SettingNames name) {
    Optional<Value> file = values.apply(name);
    if (file.isPresent()) {
      Path path = path(name, new Value(file.get().text().strip(), file.get().place()));
      if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
        throw wrong(
            name, file.get(), "is not a file that can be read", "the path of a file, in PEM");
      }
      properties.put(name.property(), path.toString());
    }
  }

  private Path path(SettingNames name, Value value) {
    try {
      return directory.resolve(value.text());
    } catch (InvalidPathException e) {
      throw wrong(name, value, "is not a path", "the path of a directory");
    }
  }

  private void oneOf(SettingNames name, List<String> allowed) {
    Optional<Value> value = values.apply(name);
    if (value.isPresent() && !allowed.contains(value.get().text().strip())) {
      throw wrong(name, value.get(), "is not known", String.join(", ", allowed));
    }
    copy(name);
  }

  private void copy(SettingNames name) {
    values.apply(name).ifPresent(value -> properties.put(name.property(), value.text().strip()));
  }

  private static InvalidSettingException wrong(
      SettingNames name, Value value, String why, String allowed) {
    return new InvalidSettingException(
        name + " (set " + value.place() + ") " + why + ".", "Allowed: " + allowed + ".");
  }
}
