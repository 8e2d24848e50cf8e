package io.chatframe.bootstrap.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Function;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Puts the operator's settings where Spring looks: below the command line, system properties and
 * environment, which so can still say {@code SERVER_PORT}, and above {@code application.yaml}.
 */
final class SettingsPostProcessor implements EnvironmentPostProcessor {
  /**
   * Many an environment has a variable TRACE or DEBUG. For Boot they would be switches that bring
   * what visitors write into the log.
   */
  private static final Map<String, Object> QUIET = Map.of("trace", "false", "debug", "false");

  private static final String PLACE = "chatframe.place.";

  /** The directory of {@code .env} and of relative paths; the process's own where it is not set. */
  static final String DIRECTORY = "chat.directory";

  private final Log log;

  /** The log begins later than the settings are read. */
  SettingsPostProcessor(DeferredLogFactory logs) {
    this.log = logs.getLog(SettingsPostProcessor.class);
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Path directory =
        Path.of(raw(environment, DIRECTORY).map(Settings.Value::text).orElse("")).toAbsolutePath();
    Map<String, DotEnv.Entry> file =
        DotEnv.read(
            directory.resolve(".env"), name -> raw(environment, name).map(Settings.Value::text));
    List<String> unknown = new ArrayList<>(UnknownSettings.inFile(file));
    unknown.addAll(UnknownSettings.inEnvironment(environment.getSystemEnvironment().keySet()));
    unknown.forEach(log::warn);
    Map<String, Object> places = new HashMap<>();
    Map<String, Object> properties =
        checked(directory, unknown, name -> value(environment, file, name, places));
    // Before the log begins. The JVM knows the environment's by itself, but not the file's.
    Optional.ofNullable(properties.get(SettingNames.TZ.property()))
        .ifPresent(zone -> TimeZone.setDefault(TimeZone.getTimeZone(zone.toString())));
    // A dollar sign in a password is a dollar sign: the file's own variables are put in already.
    properties.replaceAll((name, value) -> value.toString().replace("${", "\\${"));
    environment
        .getPropertySources()
        .addAfter(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new MapPropertySource("chatframe settings", properties));
    environment.getPropertySources().addLast(new MapPropertySource("chatframe places", places));
    environment.getPropertySources().addFirst(new MapPropertySource("quiet logs", QUIET));
  }

  /** The log may never begin if the start ends here: what it would have said is said with it. */
  private static Map<String, Object> checked(
      Path directory,
      List<String> unknown,
      Function<SettingNames, Optional<Settings.Value>> values) {
    try {
      return new HashMap<>(Settings.check(directory, values));
    } catch (InvalidSettingException e) {
      if (unknown.isEmpty()) {
        throw e;
      }
      throw new InvalidSettingException(
          e.problem(), e.allowed() + " Besides: " + String.join(". ", unknown) + ".");
    }
  }

  private static Optional<Settings.Value> value(
      ConfigurableEnvironment environment,
      Map<String, DotEnv.Entry> file,
      SettingNames name,
      Map<String, Object> places) {
    // Programs that know it in lower case only are served by the same variable.
    String lower = name.isShared() ? name.name().toLowerCase(Locale.ROOT) : name.name();
    Optional<Settings.Value> value =
        raw(environment, lower)
            .or(() -> raw(environment, name.name()))
            .or(() -> inFile(file, name.name()))
            .or(() -> inFile(file, lower));
    value.ifPresent(set -> places.put(PLACE + name, set.place()));
    return value;
  }

  /** Where a setting was set, for messages that are made later. */
  static Optional<String> place(PropertyResolver environment, SettingNames name) {
    return Optional.ofNullable(environment.getProperty(PLACE + name));
  }

  private static Optional<Settings.Value> inFile(Map<String, DotEnv.Entry> file, String name) {
    DotEnv.@Nullable Entry entry = file.get(name);
    return entry == null || entry.value().isEmpty()
        ? Optional.empty()
        : Optional.of(new Settings.Value(entry.value(), "in .env, line " + entry.line()));
  }

  /** As it was written: {@code getProperty} would look for variables in it. */
  private static Optional<Settings.Value> raw(ConfigurableEnvironment environment, String name) {
    for (PropertySource<?> source : environment.getPropertySources()) {
      @Nullable Object value = source.getProperty(name);
      if (value != null && !value.toString().isEmpty()) {
        return Optional.of(new Settings.Value(value.toString(), place(source)));
      }
    }
    return Optional.empty();
  }

  private static String place(PropertySource<?> source) {
    return source.getName().startsWith(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
        ? "in the environment"
        : "in " + source.getName();
  }
}
