package io.chatframe.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each rule must report every planted class whose name begins with {@code Planted}. The planted
 * classes are compiled during the test, so that the real code contains no violations.
 */
final class ArchitectureRulesTest {
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("(?:class|interface|record|enum) (\\w+)");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void catchesPlantedViolations(ArchitectureRule rule) {
    List<Source> house = planted(rule).stream().map(Source::of).toList();

    List<String> broken = rule.broken(compile(house));

    assertThat(house)
        .map(Source::typeName)
        .filteredOn(name -> name.contains(".Planted"))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(broken).anyMatch(line -> line.contains(name)));
  }

  @Test
  void aRuleThatMatchesNothingFails() {
    JavaClasses house = compile(List.of(Source.of("package elsewhere; class Thing {}")));

    assertThatThrownBy(() -> ArchitectureRule.DOMAIN_IS_PLAIN_JAVA.broken(house))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("failed to check any classes");
  }

  private static List<String> planted(ArchitectureRule rule) {
    return switch (rule) {
      case DOMAIN_IS_PLAIN_JAVA ->
          List.of(
              "package io.chatframe.domain; class PlantedLogging { org.slf4j.Logger log; }",
              "package io.chatframe.domain.port; interface PlantedPort { org.springframework.core.io.Resource file(); }");
      case APPLICATION_KNOWS_ONLY_THE_DOMAIN ->
          List.of(
              "package io.chatframe.application; @org.springframework.stereotype.Component class PlantedUseCase {}");
      case PORTS_DO_NOT_KNOW_USE_CASES ->
          List.of(
              "package io.chatframe.application; public class SendAnything {}",
              "package io.chatframe.domain.port; interface PlantedPort { io.chatframe.application.SendAnything send(); }");
      case ADAPTERS_DO_NOT_KNOW_EACH_OTHER ->
          List.of(
              "package io.chatframe.adapter.llm; public class Model {}",
              "package io.chatframe.adapter.web.http; class PlantedDoor { io.chatframe.adapter.llm.Model model; }");
      case ONLY_BOOTSTRAP_KNOWS_ADAPTERS ->
          List.of(
              "package io.chatframe.adapter.llm; public class Model {}",
              "package io.chatframe.application; class PlantedUseCase { io.chatframe.adapter.llm.Model model; }",
              "package io.chatframe.elsewhere; class PlantedNeighbour { io.chatframe.adapter.llm.Model model; }");
      case NOBODY_KNOWS_BOOTSTRAP ->
          List.of(
              "package io.chatframe.bootstrap; public class Wiring {}",
              "package io.chatframe.adapter.web; class PlantedDoor { io.chatframe.bootstrap.Wiring wiring; }");
      case NOBODY_KNOWS_THE_EMBEDDED_DATABASE ->
          List.of(
              "package io.chatframe.embedded; public class Database {}",
              "package io.chatframe.adapter.persistence; class PlantedStart { io.chatframe.embedded.Database database; }");
      case ADAPTERS_KEEP_THEIR_CLASSES_TO_THEMSELVES ->
          List.of(
              "package io.chatframe.adapter.persistence; public class PlantedRepository {}",
              "package io.chatframe.adapter.web; public class PlantedDoor {}",
              "package io.chatframe.adapter.web; public class WebConfiguration {}");
      case OTHERS_USE_ONLY_AN_ADAPTERS_CONFIGURATION ->
          List.of(
              "package io.chatframe.adapter.web; public class WebProperties { public record Limits() {} }",
              "package io.chatframe.adapter.web.http; public class Door { public record Key() {} }",
              "package io.chatframe.bootstrap; class Wiring { io.chatframe.adapter.web.WebProperties.Limits limits; }",
              "package io.chatframe.bootstrap; class PlantedWiring { io.chatframe.adapter.web.http.Door.Key key; }");
      case PACKAGES_HAVE_NO_CYCLES ->
          List.of(
              "package io.chatframe.domain; public class PlantedDialog { io.chatframe.domain.port.PlantedPort port; }",
              "package io.chatframe.domain.port; public class PlantedPort { io.chatframe.domain.PlantedDialog dialog; }");
      case PACKAGES_LOOK_DOWN ->
          List.of(
              "package io.chatframe.domain.text; class PlantedText { io.chatframe.domain.Dialog dialog; }",
              "package io.chatframe.domain; public class Dialog { io.chatframe.domain.text.Rule rule; }",
              "package io.chatframe.domain.text; public class Rule {}",
              "package io.chatframe.domain.attic; class PlantedGuest {}");
      case NAMES_ARE_USED_ONCE ->
          List.of(
              "package io.chatframe.domain; class PlantedPlace {}",
              "package io.chatframe.adapter.web; class Door { class PlantedPlace {} }",
              "package io.chatframe.adapter.llm; class Model {}");
      case NO_SETTERS ->
          List.of(
              "package io.chatframe.domain; class PlantedDialog { void setTitle(String title) {} }");
      case FIELDS_ARE_FINAL_OR_PRIVATE ->
          List.of(
              "package io.chatframe.domain; class PlantedOpen { int count; }",
              "package io.chatframe.application; class PlantedShared { private static int count; }",
              "package io.chatframe.application; class Live { private int count; final int limit = 1; }");
      case TIME_AND_IDS_COME_FROM_OUTSIDE ->
          List.of(
              "package io.chatframe.domain; class PlantedCall { Object now() { return java.time.Instant.now(); } }",
              "package io.chatframe.domain; class PlantedReference { java.util.function.Supplier<?> ids = java.util.UUID::randomUUID; }",
              "package io.chatframe.application; class PlantedChance { Object chance = new java.util.Random(); }",
              "package io.chatframe.application; class PlantedTimer { long start = System.nanoTime(); }",
              "package io.chatframe.application; class PlantedClock { Object clock = java.time.Clock.systemUTC(); }",
              "package io.chatframe.application; class PlantedSleep { void nap() throws InterruptedException { Thread.sleep(1); } }",
              "package io.chatframe.application; class PlantedSetting { String key = System.getenv(\"KEY\"); }");
      case NO_JAVA_UTIL_LOGGING ->
          List.of(
              "package io.chatframe.adapter.llm; class PlantedLocal { void log() { var log = java.util.logging.Logger.getLogger(\"x\"); } }");
      case NO_FIELD_INJECTION ->
          List.of(
              "package io.chatframe.adapter.web; class PlantedDoor { @org.springframework.beans.factory.annotation.Autowired Object thing; }");
      case NO_STANDARD_STREAMS ->
          List.of(
              "package io.chatframe.adapter.llm; class PlantedPrint { void print() { System.out.println(); } }",
              "package io.chatframe.adapter.llm; class PlantedTrace { void trace(Exception e) { e.printStackTrace(); } }");
      case NO_GENERIC_EXCEPTIONS ->
          List.of(
              "package io.chatframe.domain; class PlantedThrow { void fail() { throw new RuntimeException(); } }");
      case EXCEPTIONS_ARE_NAMED_SO ->
          List.of("package io.chatframe.domain; class PlantedTrouble extends RuntimeException {}");
      case PORTS_ARE_NAMED_BY_THEIR_KIND ->
          List.of(
              "package io.chatframe.domain.port; public interface PlantedDialogs {}",
              "package io.chatframe.domain.port; sealed interface Choice { record One() implements Choice {} }");
      case SQL_ONLY_IN_PERSISTENCE ->
          List.of(
              "package io.chatframe.adapter.web; class PlantedQuery { java.sql.Connection connection; }",
              "package io.chatframe.bootstrap; class PlantedWiring { @org.springframework.transaction.annotation.Transactional void send() {} }");
      case WEB_ONLY_IN_THE_WEB_ADAPTER ->
          List.of(
              "package io.chatframe.bootstrap; @org.springframework.web.bind.annotation.RestController class PlantedDoor {}",
              "package io.chatframe.adapter.llm; class PlantedStatus { org.springframework.http.HttpStatus status; }",
              "package io.chatframe.adapter.persistence; class PlantedFilter { jakarta.servlet.Filter filter; }");
      case HTTP_CLIENTS_ONLY_FOR_MODELS_AND_HOST_KEYS ->
          List.of(
              "package io.chatframe.adapter.web; class PlantedJdk { java.net.http.HttpClient client; }",
              "package io.chatframe.adapter.web; class PlantedOld { java.net.HttpURLConnection connection; }",
              "package io.chatframe.bootstrap; class PlantedApache { org.apache.hc.client5.http.classic.HttpClient client; }",
              "package io.chatframe.bootstrap; class PlantedSpring { org.springframework.web.client.RestClient client; }");
      case IDS_GO_WITH_THE_VISITOR ->
          List.of(
              "package io.chatframe.domain.port; public interface AnyRepository { Object any(io.chatframe.domain.ReplyId reply); Object of(io.chatframe.domain.Visitor visitor, io.chatframe.domain.ReplyId reply); }",
              "package io.chatframe.application; class PlantedCall { Object read(io.chatframe.domain.port.AnyRepository replies) { return replies.any(null); } }",
              "package io.chatframe.adapter.web; class PlantedReference { java.util.function.Function<io.chatframe.domain.ReplyId, Object> read(io.chatframe.domain.port.AnyRepository replies) { return replies::any; } }",
              "package io.chatframe.application; class ReadReply { Object read(io.chatframe.domain.port.AnyRepository replies) { return replies.of(null, null); } }",
              "package io.chatframe.application.reply; class Engine { Object read(io.chatframe.domain.port.AnyRepository replies) { return replies.any(null); } }");
      case USE_CASES_TAKE_THE_VISITOR ->
          List.of(
              "package io.chatframe.application; public class PlantedReading { public Object read(io.chatframe.domain.MessageId message) { return message; } }",
              "package io.chatframe.application; public class ReadMessage { public Object read(io.chatframe.domain.Visitor visitor, io.chatframe.domain.MessageId message) { return message; } }");
      case NO_MOCKS_IN_THE_MIDDLE ->
          List.of(
              "package io.chatframe.application; class PlantedTest { Object port = org.mockito.Mockito.mock(Runnable.class); }");
    };
  }

  private JavaClasses compile(List<Source> house) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "-proc:none",
            "-d",
            folder.toString(),
            "-classpath",
            System.getProperty("java.class.path"));

    assertThat(compiler.getTask(null, null, null, options, null, house).call()).isTrue();

    return new ClassFileImporter().importPath(folder);
  }

  /** One compilation unit, named after its first type. */
  private static final class Source extends SimpleJavaFileObject {
    private final String typeName;
    private final String text;

    private Source(String typeName, String text) {
      super(
          URI.create("planted:///" + typeName.replace('.', '/') + Kind.SOURCE.extension),
          JavaFileObject.Kind.SOURCE);
      this.typeName = typeName;
      this.text = text;
    }

    static Source of(String text) {
      return new Source(first(PACKAGE, text) + "." + first(TYPE, text), text);
    }

    String typeName() {
      return typeName;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    private static String first(Pattern pattern, String text) {
      return pattern.matcher(text).results().map(found -> found.group(1)).findFirst().orElseThrow();
    }
  }
}
