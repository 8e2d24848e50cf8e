package io.chatframe.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A setting is a placeholder in {@code application.yaml} and a component of a record. It must also
 * appear in the documentation, in the example {@code .env} file, and in the variables that Compose
 * passes to a container. The test names everything that is missing.
 */
final class SettingListsTest {
  private static final Path ROOT = Path.of("..");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<String, String> PROPERTIES = SettingNames.properties();

  /** Settings that the image defines itself; the Compose file gives the reasons. */
  private static final Set<String> OF_THE_IMAGE =
      Set.of("HOST", "PORT", "ASSISTANTS_DIR", "DATA_DIR");

  /** Variables that Compose itself reads. */
  private static final Set<String> OF_COMPOSE =
      Set.of("POSTGRES_PASSWORD", "BIND", "PORT", "TOKEN_SECRET", "DOCKER_STOP_GRACE_PERIOD");

  /** Variables of other programs that the documentation mentions. */
  private static final Set<String> OF_OTHERS = Set.of("JAVA_HOME");

  private static final Pattern DOCUMENTED = Pattern.compile("`([A-Z][A-Z0-9_]*[A-Z0-9])`");

  /** A row of the table of providers; each provider has these two settings. */
  private static final Pattern PROVIDER =
      Pattern.compile("(?m)^\\| `([a-z]+)` \\| `[A-Z]+_(?:API_KEY|BASE_URL)`");

  private static final String OF_EACH_PROVIDER = "`<NAME>_API_KEY` and `<NAME>_BASE_URL`";
  private static final Pattern EXAMPLE = Pattern.compile("(?m)^([A-Z][A-Z0-9_]*)=");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");

  @Test
  void documentsEverySettingAndNoOther() throws IOException {
    String document = read("docs/configuration.md");

    Set<String> documented = found(DOCUMENTED, document);
    assertThat(document).contains(OF_EACH_PROVIDER);
    for (String provider : found(PROVIDER, document)) {
      documented.add(provider.toUpperCase(Locale.ROOT) + "_API_KEY");
      documented.add(provider.toUpperCase(Locale.ROOT) + "_BASE_URL");
    }
    assertThat(documented)
        .as("settings of docs/configuration.md")
        .containsExactlyInAnyOrderElementsOf(known());
  }

  @Test
  void documentsTheDefaultOfEverySettingThatHasOne() throws IOException {
    String document = read("docs/configuration.md");
    Map<String, String> defaults = new TreeMap<>();
    PROPERTIES.forEach((name, property) ->
        Optional.ofNullable(metadata().get(property))
            .map(found -> found.get("defaultValue"))
            .ifPresent(value -> defaults.put(name, value.asString().replaceFirst("^\\./", ""))));

    assertThat(defaults).hasSizeGreaterThan(8).containsEntry("MAX_STREAMS", "10000");
    assertThat(defaults)
        .allSatisfy((name, value) ->
            assertThat(document)
                .as("default of %s in docs/configuration.md", name)
                .contains("| `" + name + "` | `" + value + "` |"));
  }

  @Test
  void describesEveryPropertyToEditors() {
    assertThat(metadata())
        .hasSizeGreaterThan(40)
        .allSatisfy((name, property) ->
            assertThat(property.path("description").asString(""))
                .as("@param of %s in %s", name, property.path("sourceType").asString(""))
                .isNotBlank());
  }

  @Test
  void bindsEverySettingToAnExistingProperty() {
    List<String> maps =
        metadata().entrySet().stream()
            .filter(one -> one.getValue().path("type").asString("").startsWith("java.util.Map"))
            .map(one -> one.getKey() + ".")
            .toList();

    assertThat(PROPERTIES.values())
        .as("properties of application.yaml that no record has")
        .allMatch(property ->
            metadata().containsKey(property)
                || property.matches("(management\\.)?server\\.(port|address)")
                || maps.stream().anyMatch(property::startsWith));
  }

  @Test
  void listsEverySettingInTheExampleAndNoOther() throws IOException {
    assertThat(found(EXAMPLE, read(".env.example")))
        .as("settings of .env.example")
        .containsExactlyInAnyOrderElementsOf(known());
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose.yml", "compose.scale.yml"})
  void passesEverySettingOnToEachContainerAndNoOther(String file) throws IOException {
    List<Map<?, ?>> servers = servers(file);

    assertThat(servers).isNotEmpty();
    assertThat(servers)
        .allSatisfy(server -> {
          Set<String> passed = names(mapping(server.get("environment")));
          assertThat(passed).doesNotContainAnyElementsOf(OF_THE_IMAGE);
          assertThat(union(passed, OF_THE_IMAGE))
              .as("settings of docker/%s, with what it extends", file)
              .containsExactlyInAnyOrderElementsOf(known());
        });
  }

  /** An empty value would override the image's default and other files. */
  @ParameterizedTest
  @ValueSource(strings = {"compose.yml", "compose.scale.yml"})
  void passesOnOnlySettingsThatAreSet(String file) throws IOException {
    assertThat(servers(file))
        .allSatisfy(server ->
            assertThat(mapping(server.get("environment")).values().stream().filter(v -> v != null))
                .noneMatch(value -> value.toString().matches("\\$\\{[A-Z_]+:?-?}|")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose.yml", "compose.scale.yml", "compose.server.yml"})
  void requiresNoVariableThatIsNotDeclared(String file) throws IOException {
    assertThat(found(VARIABLE, read("docker/" + file))).isSubsetOf(OF_COMPOSE);
  }

  /** Every variable of the file is a setting, in the expected form. */
  @Test
  void readsNothingButTheSettings() throws IOException {
    String defaults = read("chat-bootstrap/src/main/resources/application.yaml");

    assertThat(found(VARIABLE, defaults)).isEqualTo(known());
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/operations.md", "docs/embedding.md", "docs/api.md"})
  void mentionsOnlyExistingSettings(String file) throws IOException {
    Set<String> mentioned = found(DOCUMENTED, read(file));
    mentioned.removeIf(name -> !name.contains("_"));

    assertThat(mentioned).isSubsetOf(union(union(known(), OF_COMPOSE), OF_OTHERS));
  }

  private static Set<String> known() {
    return PROPERTIES.keySet();
  }

  /**
   * The metadata that Spring's annotation processor generated for the records, by property name.
   */
  private static Map<String, JsonNode> metadata() {
    Map<String, JsonNode> properties = new TreeMap<>();
    try {
      Enumeration<URL> files =
          SettingListsTest.class
              .getClassLoader()
              .getResources("META-INF/spring-configuration-metadata.json");
      for (URL file : Collections.list(files)) {
        try (InputStream json = file.openStream()) {
          JSON.readTree(json)
              .path("properties")
              .forEach(property -> properties.put(property.path("name").asString(), property));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    properties.keySet().removeIf(name -> !name.startsWith("chat."));
    return properties;
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The services of a file that run this server, merged with what they extend. */
  private static List<Map<?, ?>> servers(String file) throws IOException {
    return services(file).values().stream()
        .<Map<?, ?>>map(SettingListsTest::mapping)
        .filter(service -> service.containsKey("extends"))
        .<Map<?, ?>>map(SettingListsTest::extended)
        .toList();
  }

  private static Map<?, ?> extended(Map<?, ?> service) {
    assertThat(names(service)).doesNotContain("environment");
    Map<?, ?> from = mapping(service.get("extends"));
    try {
      return mapping(services(String.valueOf(from.get("file"))).get(from.get("service")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<?, ?> services(String file) throws IOException {
    Map<?, ?> all = new Yaml(new SafeConstructor(new LoaderOptions())).load(read("docker/" + file));
    return mapping(all.get("services"));
  }

  private static Map<?, ?> mapping(@Nullable Object value) {
    assertThat(value).isInstanceOf(Map.class);
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Set<String> names(Map<?, ?> mapping) {
    return mapping.keySet().stream()
        .map(String::valueOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    return Stream.concat(some.stream(), others.stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }
}
