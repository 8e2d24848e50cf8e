package io.chatframe.bootstrap.settings;

import io.chatframe.adapter.web.client.TrustedProxyProperties;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.util.ClassUtils;

/**
 * Converts the operator's settings to Spring properties. Checks only what is needed before Spring
 * binds anything; {@link SettingFormats} checks the rest at binding.
 */
final class Settings {
  private static final String EMBEDDED_DATABASE =
      "io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver";
  private static final String DATA_DIR = "DATA_DIR";
  private static final String TOKEN_SECRET = "TOKEN_SECRET";

  private final Path directory;
  private final Function<String, Optional<Setting>> written;
  private final Map<String, Object> properties = new LinkedHashMap<>();

  private Settings(Path directory, Function<String, Optional<Setting>> written) {
    this.directory = directory;
    this.written = written;
  }

  /**
   * Returns the properties, each with its {@link Setting} as origin. Generates the token secret if
   * none is set or stored.
   *
   * @param directory the base of relative paths
   * @param written returns a setting by name; an empty one counts as absent
   * @throws InvalidSettingException at the first invalid one
   */
  static Map<String, Object> properties(
      Path directory, Function<String, Optional<Setting>> written) {
    var settings = new Settings(directory, written);
    SettingNames.properties()
        .keySet()
        .forEach(
            name -> written.apply(name).ifPresent(set -> settings.put(set, set.text().strip())));
    settings.network();
    settings.timeZone();
    settings.paths();
    settings.tokenSecret();
    return settings.properties;
  }

  private void put(Setting setting, String value) {
    properties.put(SettingNames.properties().get(setting.name()), tracked(setting, value));
  }

  /** Escapes dollar signs, because variables of {@code .env} are already resolved. */
  static Object tracked(Setting setting, String value) {
    return OriginTrackedValue.of(value.replace("${", "\\${"), setting);
  }

  private void network() {
    for (String name : List.of("PORT", "MANAGEMENT_PORT")) {
      written
          .apply(name)
          .filter(set -> !isPort(set.text().strip()))
          .ifPresent(set -> {
            throw set.wrong(
                "is not a port", "a whole number from 1 to 65535, or 0 for any free port");
          });
    }
    written.apply("HOST").ifPresent(Settings::requireAddress);
    written
        .apply("TRUSTED_PROXIES")
        .filter(set -> !TrustedProxyProperties.isValid(set.text()))
        .ifPresent(set -> {
          throw set.wrong(
              "is not a list of addresses",
              "addresses and ranges separated by commas, as 10.0.0.0/8, 2001:db8::7; or none");
        });
  }

  private static boolean isPort(String text) {
    return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535;
  }

  private static void requireAddress(Setting host) {
    String allowed =
        "127.0.0.1 for this machine only, 0.0.0.0 for every network, or an address of this machine";
    try {
      InetAddress address = InetAddress.getByName(host.text().strip());
      if (!address.isAnyLocalAddress()
          && !address.isLoopbackAddress()
          && NetworkInterface.getByInetAddress(address) == null) {
        throw host.wrong("is not an address of this machine", allowed);
      }
    } catch (UnknownHostException e) {
      throw host.wrong("is not an address", allowed);
    } catch (SocketException e) {
      // The interfaces cannot be read; binding the port will show whether the address is valid.
      return;
    }
  }

  /** Checks the zone, because the JVM silently takes an unknown one for UTC. */
  private void timeZone() {
    Optional<Setting> set = written.apply("TZ");
    properties.remove("chat.time-zone");
    try {
      // A system file such as :/etc/localtime means the system's own zone.
      text("TZ")
          .map(name -> name.replaceFirst("^:", ""))
          .filter(name -> !name.startsWith("/"))
          .map(name -> TimeZone.getTimeZone(ZoneId.of(name, ZoneId.SHORT_IDS)))
          .ifPresent(zone -> put(set.orElseThrow(), zone.getID()));
    } catch (DateTimeException e) {
      throw set.orElseThrow()
          .wrong(
              "is not a time zone",
              "a name of the IANA time zone database, as Europe/Berlin or UTC");
    }
  }

  private void paths() {
    path(
        written.apply(DATA_DIR).orElse(new Setting(DATA_DIR, "data", "by default")),
        path -> !Files.exists(path) || Files.isDirectory(path),
        "is not a directory",
        "a directory that the server may write to; it is made when it does not exist");
    properties.put("chat.assistants-dir", directory.resolve("assistants").toString());
    written
        .apply("ASSISTANTS_DIR")
        .ifPresent(set ->
            path(
                set,
                Files::isDirectory,
                "is not a directory that exists",
                "a directory of assistants, one name.md each"));
    written
        .apply("LLM_CA_FILE")
        .ifPresent(set ->
            path(
                set,
                path -> Files.isRegularFile(path) && Files.isReadable(path),
                "is not a file that can be read",
                "the path of a file, in PEM"));
  }

  private void path(Setting setting, Predicate<Path> right, String problem, String allowed) {
    try {
      Path path = directory.resolve(setting.text().strip());
      if (!right.test(path)) {
        throw setting.wrong(problem, allowed);
      }
      put(setting, path.toString());
    } catch (InvalidPathException e) {
      throw setting.wrong("is not a path", allowed);
    }
  }

  private void tokenSecret() {
    boolean shared = written.apply("DATABASE_URL").isPresent();
    Optional<Setting> secret = written.apply(TOKEN_SECRET);
    if (!shared && !ClassUtils.isPresent(EMBEDDED_DATABASE, null)) {
      throw new InvalidSettingException(
          "DATABASE_URL is not set, and this installation contains no embedded database.",
          "Set it to postgresql://user:password@host:5432/database, or without user and password"
              + " and those in DATABASE_USER and DATABASE_PASSWORD.");
    }
    if (secret.isEmpty() && shared) {
      throw new InvalidSettingException(
          "TOKEN_SECRET is not set. With DATABASE_URL it is required: all servers of one database"
              + " share it.",
          "Set it to at least 32 random bytes, as \"openssl rand -base64 48\" gives.");
    }
    secret
        .filter(set -> !KeptSecret.isStrong(set.text()))
        .ifPresent(set -> {
          throw set.wrong("is too weak", "at least 32 bytes, as \"openssl rand -base64 48\" gives");
        });
    // Unchanged, including surrounding blanks: with another secret all visitors would lose their
    // dialogs.
    secret.ifPresentOrElse(
        set -> put(set, set.text()),
        () ->
            properties.put(
                SettingNames.properties().get(TOKEN_SECRET),
                KeptSecret.in(directory.resolve(text(DATA_DIR).orElse("data")))));
  }

  private Optional<String> text(String name) {
    return written.apply(name).map(set -> set.text().strip());
  }
}
