package io.chatframe.bootstrap.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Adds the operator's settings to Spring's environment: below the command line, system properties
 * and environment variables, which can therefore still set {@code SERVER_PORT}, and above every
 * {@code application.yaml}.
 */
final class SettingsPostProcessor implements EnvironmentPostProcessor {
  private static final String SYSTEM = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

  /**
   * Environments often have a variable TRACE or DEBUG. Spring Boot would take it as a switch, and
   * visitors' texts would appear in the log.
   */
  private static final Map<String, Object> QUIET = Map.of("trace", "false", "debug", "false");

  /** The directory of {@code .env} and base of relative paths; by default the working directory. */
  static final String DIRECTORY = "chat.directory";

  private static final String EXPOSED = "management.endpoints.web.exposure.include";

  private final Log log;

  /** Takes a deferred log, because logging starts only after the settings are read. */
  SettingsPostProcessor(DeferredLogFactory logs) {
    this.log = logs.getLog(SettingsPostProcessor.class);
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    MutablePropertySources sources = environment.getPropertySources();
    Path directory = Path.of(environment.getProperty(DIRECTORY, "")).toAbsolutePath();
    Map<String, DotEnv.Entry> file =
        DotEnv.read(
            directory.resolve(".env"), name -> inEnvironment(sources, name).map(Setting::text));
    List<String> unknown = new ArrayList<>(UnknownSettings.inFile(file));
    unknown.addAll(UnknownSettings.inEnvironment(environment.getSystemEnvironment().keySet()));
    unknown.forEach(log::warn);
    Map<String, Object> properties =
        checked(directory, unknown, name -> written(sources, file, name));
    Stream.of(environment.getSystemEnvironment().keySet(), file.keySet())
        .flatMap(Set::stream)
        .filter(SecretNames::isOne)
        .forEach(name ->
            written(sources, file, name)
                .ifPresent(set ->
                    properties.put(SecretNames.property(name), Settings.tracked(set, set.text()))));
    replacePlaceholders(sources);
    sources.addAfter(SYSTEM, new OriginTrackedMapPropertySource("chatframe settings", properties));
    sources.addFirst(new MapPropertySource("quiet logs", QUIET));
    HeapLimits.apply(environment, Runtime.getRuntime().maxMemory(), log);
    separateManagement(environment);
    // Set it before logging starts. The JVM reads TZ from the environment, but not from the file.
    Optional.ofNullable(properties.get("chat.time-zone"))
        .ifPresent(zone -> TimeZone.setDefault(TimeZone.getTimeZone(zone.toString())));
  }

  /**
   * Adds the warnings to the exception, because logging never starts if the settings are invalid.
   */
  private static Map<String, Object> checked(
      Path directory, List<String> unknown, Function<String, Optional<Setting>> written) {
    try {
      return Settings.properties(directory, written);
    } catch (InvalidSettingException e) {
      throw unknown.isEmpty()
          ? e
          : new InvalidSettingException(
              e.problem(), e.allowed() + " Besides: " + String.join(". ", unknown) + ".");
    }
  }

  /** Replaces unset settings by their defaults, and removes those without one. */
  private static void replacePlaceholders(MutablePropertySources sources) {
    for (PropertySource<?> source : sources.stream().toList()) {
      if (source instanceof OriginTrackedMapPropertySource yaml) {
        Map<String, Object> rest = new LinkedHashMap<>(yaml.getSource());
        rest.replaceAll((_, value) -> SettingNames.withoutPlaceholder(value));
        rest.values().removeIf(""::equals);
        sources.replace(yaml.getName(), new OriginTrackedMapPropertySource(yaml.getName(), rest));
      }
    }
  }

  /**
   * Sets the address of a separate management port, which Spring would otherwise bind to every
   * network, and lets it serve what is for the operator only: the bill of materials and the
   * metrics. Spring refuses the address if the port is not separate.
   */
  private static void separateManagement(ConfigurableEnvironment environment) {
    String separate = environment.getProperty("management.server.port", "");
    if (separate.equals("0")
        || !(separate.isEmpty() || separate.equals(environment.getProperty("server.port")))) {
      String open = environment.getProperty(EXPOSED, "health,info");
      environment
          .getPropertySources()
          .addAfter(
              SYSTEM,
              new MapPropertySource(
                  "separate management",
                  Map.of(
                      "management.server.address",
                      "${server.address:127.0.0.1}",
                      EXPOSED,
                      open + ",sbom,prometheus")));
    }
  }

  private static Optional<Setting> written(
      MutablePropertySources sources, Map<String, DotEnv.Entry> file, String name) {
    // Accept the lower-case variable too, which other programs use.
    String lower = SettingNames.isShared(name) ? name.toLowerCase(Locale.ROOT) : name;
    return inEnvironment(sources, lower)
        .or(() -> inEnvironment(sources, name))
        .or(() -> inFile(file, name))
        .or(() -> inFile(file, lower))
        .map(set -> new Setting(name, set.text(), set.place()));
  }

  private static Optional<Setting> inFile(Map<String, DotEnv.Entry> file, String name) {
    return Optional.ofNullable(file.get(name))
        .filter(entry -> !entry.value().isEmpty())
        .map(entry -> new Setting(name, entry.value(), "in .env, line " + entry.line()));
  }

  /**
   * Reads the raw value: {@code getProperty} of the environment would expand placeholders in it.
   */
  private static Optional<Setting> inEnvironment(MutablePropertySources sources, String name) {
    for (PropertySource<?> source : sources) {
      @Nullable Object value = source.getProperty(name);
      if (value != null && !value.toString().isEmpty()) {
        String place =
            source.getName().startsWith(SYSTEM) ? "in the environment" : "in " + source.getName();
        return Optional.of(new Setting(name, value.toString(), place));
      }
    }
    return Optional.empty();
  }
}
