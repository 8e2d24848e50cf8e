package io.chatframe.adapter.persistence.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chatframe.adapter.persistence.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** Every unusable database is refused with one sentence, and another that says what to do. */
@Timeout(60)
final class DatabaseArrivalTest {
  private final DatabaseAddress good = TestDatabase.shared().address();

  @Test
  void refusesAWrongPassword() {
    refuses(new DatabaseAddress(good.url(), good.user(), Optional.of("s3cret")), "the password of");
  }

  @Test
  void refusesARoleThatDoesNotExist() {
    refuses(
        new DatabaseAddress(good.url(), Optional.of("nobody"), Optional.of("s3cret")), "nobody");
  }

  @Test
  void refusesAMissingPassword() {
    refuses(new DatabaseAddress(good.url(), good.user(), Optional.empty()), "wants a password");
  }

  @Test
  void refusesAMissingDatabase() {
    refuses(at(good.url().replaceFirst("/[^/]+$", "/missing")), "has no such database");
  }

  @Test
  void refusesAServerThatDoesNotEncrypt() {
    refuses(at(good.url() + "?sslmode=require"), "offers no encryption");
    refuses(at(good.url() + "?sslmode=verify-full"), "offers no encryption");
  }

  @Test
  void refusesADatabaseThatIsReadOnly() {
    var address = TestDatabase.empty("read_only");
    TestDatabase.execute(good, "ALTER DATABASE read_only SET default_transaction_read_only = on");

    refuses(address, "is read-only");
  }

  @Test
  void refusesADatabaseOfAnotherEncoding() {
    TestDatabase.execute(
        good,
        "DROP DATABASE IF EXISTS latin",
        "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");

    refuses(at(good.url().replaceFirst("/[^/]+$", "/latin")), "has the encoding LATIN1");
  }

  @Test
  void refusesAVersionThatIsTooOldBeforeAnythingIsChanged() {
    var address = TestDatabase.empty("old");
    TestDatabase.execute(
        address,
        "CREATE SCHEMA past",
        """
        CREATE FUNCTION past.current_setting(name text) RETURNS text LANGUAGE sql AS $$
          SELECT CASE name WHEN 'server_version_num' THEN '130014'
                      ELSE pg_catalog.current_setting(name) END $$
        """,
        "ALTER DATABASE old SET search_path = past, pg_catalog");

    refuses(address, "runs on PostgreSQL 13; Chatframe needs PostgreSQL 14 or later");
  }

  @Test
  void refusesASearchPathWithoutASchema() {
    refuses(at(good.url() + "?currentSchema=missing"), "No schema of the search path exists");
  }

  @Test
  void refusesARoleThatMayNotCreateTables() {
    var address = TestDatabase.empty("strangers");
    TestDatabase.execute(
        address,
        "DROP ROLE IF EXISTS weak",
        "CREATE ROLE weak LOGIN PASSWORD 's3cret'",
        "REVOKE CREATE ON SCHEMA public FROM public");
    var weak = new DatabaseAddress(address.url(), Optional.of("weak"), Optional.of("s3cret"));

    refuses(() -> TestDatabase.migrate(weak), "does not let user \"weak\" make the tables");
  }

  @Test
  void refusesASchemaOfAnotherProgram() {
    var address = TestDatabase.empty("elsewhere");
    TestDatabase.execute(address, "CREATE TABLE message (subject text)");

    refuses(() -> TestDatabase.migrate(address), "has something by a name that this release needs");
    assertThat(TestDatabase.query(address, "SELECT subject FROM message")).isEmpty();
  }

  @Test
  void refusesWhatIsNotPostgres() throws IOException {
    try (var web = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            while (!web.isClosed()) {
              try (var client = web.accept()) {
                client.getInputStream().read();
                client
                    .getOutputStream()
                    .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
              } catch (IOException e) {
                // Closed by the test or the client.
              }
            }
          });

      refuses(port(web.getLocalPort()), "is not PostgreSQL");
    }
  }

  @Test
  void refusesASilentOrMissingServerAfterAWhile() throws IOException {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      refuses(port(silent.getLocalPort()), "does not answer as PostgreSQL does");
    }
    refuses(port(1), "Nothing takes connections at 127.0.0.1:1");
    refuses(at("jdbc:postgresql://nowhere.invalid:5432/db"), "is not known: nowhere.invalid:5432");
  }

  @Test
  void waitsForADatabaseThatStartsLate() throws Exception {
    try (var network = new FaultyNetwork(TestDatabase.port(good))) {
      network.cut();
      var arrived =
          CompletableFuture.runAsync(
              () -> DatabaseArrival.await(port(network.port()), Duration.ofSeconds(30)));
      Awaitility.await()
          .during(Duration.ofSeconds(1))
          .atMost(Duration.ofSeconds(5))
          .until(() -> !arrived.isDone());

      network.restore();

      arrived.get(20, TimeUnit.SECONDS);
    }
  }

  private DatabaseAddress port(int port) {
    return at(good.url().replaceFirst("//[^/]+/", "//127.0.0.1:" + port + "/"));
  }

  private DatabaseAddress at(String url) {
    return new DatabaseAddress(url, good.user(), good.password());
  }

  private static void refuses(DatabaseAddress address, String why) {
    refuses(() -> DatabaseArrival.await(address, Duration.ZERO), why);
  }

  private static void refuses(ThrowingCallable work, String why) {
    assertThatExceptionOfType(FailureAnalyzedException.class)
        .isThrownBy(work)
        .satisfies(refusal -> {
          assertThat(refusal.getMessage())
              .contains(why)
              .doesNotContain("s3cret", "\n")
              .endsWith(".");
          assertThat(refusal.analysis().getAction()).isNotBlank().doesNotContain("s3cret", "\n");
        });
  }
}
