package io.chatframe.bootstrap.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.bootstrap.identity.HostedServer.Session;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of visitors whom a host identifies. */
final class IdentitySessionsTest {
  @TempDir private static Path directory;
  private static HostedServer host;

  @BeforeAll
  static void start() throws IOException {
    host = HostedServer.start(directory);
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @Test
  void findsTheDialogsOfASubjectOnEveryDevice() {
    Session first = host.identified("ann", Optional.empty());
    UUID dialog = UUID.randomUUID();
    assertThat(first.json().get("identified").asBoolean()).isTrue();
    assertThat(first.key()).isEmpty();
    assertThat(first.send(dialog, "Hello").statusCode()).isEqualTo(200);

    Session second = host.identified("ann", Optional.empty());

    assertThat(second.visitor()).isEqualTo(first.visitor());
    assertThat(second.read("/api/v1/dialogs/" + dialog).get("id").asString())
        .isEqualTo(dialog.toString());
  }

  @Test
  void showsNothingOfOneSubjectToAnother() {
    Session ann = host.identified("owner", Optional.empty());
    UUID dialog = UUID.randomUUID();
    ann.send(dialog, "needle");
    String reply =
        ann.read("/api/v1/dialogs/" + dialog)
            .get("messages")
            .get("items")
            .get(1)
            .get("id")
            .asString();
    Session[] others = {
      host.identified("Owner", Optional.empty()),
      host.identified("owner ", Optional.empty()),
      host.anonymous(),
      host.session(
          "members",
          Optional.of(HostedServer.token("members", "owner", Map.of())),
          Optional.empty()),
    };

    for (Session other : others) {
      assertThat(other.visitor()).isNotEqualTo(ann.visitor());
      assertThat(other.dialogs("")).isZero();
      assertThat(other.dialogs("&q=needle")).isZero();
      assertThat(other.get("/api/v1/dialogs/" + dialog).statusCode()).isEqualTo(404);
      assertThat(other.get("/api/v1/dialogs/" + dialog + "/messages").statusCode()).isEqualTo(404);
      assertThat(other.get("/api/v1/replies/" + reply).statusCode()).isEqualTo(404);
      assertThat(other.get("/api/v1/replies/" + reply + "/events").statusCode()).isEqualTo(404);
      assertThat(other.send(dialog, "Mine?").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void storesNothingForAVisitorWhoHasNotWritten() {
    var before = host.server.rows();

    host.identified("silent", Optional.empty());
    Session again = host.identified("silent", host.anonymous().key());

    assertThat(host.server.rows()).isEqualTo(before);
    assertThat(again.call("DELETE", "/api/v1/visitor", Map.of()).statusCode()).isEqualTo(204);
    assertThat(host.server.rows()).isEqualTo(before);
  }

  @Test
  void welcomesAnErasedSubjectAsANewVisitorEachTime() {
    String before = "";
    for (int life = 0; life < 5; life++) {
      Session session = host.identified("phoenix", Optional.empty());
      assertThat(session.visitor()).isNotEqualTo(before);
      assertThat(session.dialogs("")).isZero();
      assertThat(session.send(UUID.randomUUID(), "Hello").statusCode()).isEqualTo(200);
      assertThat(host.identified("phoenix", Optional.empty()).visitor())
          .isEqualTo(session.visitor());

      assertThat(session.call("DELETE", "/api/v1/visitor", Map.of()).statusCode()).isEqualTo(202);
      assertThat(session.send(UUID.randomUUID(), "Late").statusCode()).isEqualTo(401);
      before = session.visitor();
    }
  }

  @Test
  void refusesSessionsThatTheAssistantDoesNotAllow() {
    String token = HostedServer.token("members", "ann", Map.of());
    assertRefused(
        host.begin("members", Optional.empty(), Optional.empty()), 401, "identity-required");
    assertRefused(
        host.begin("default", Optional.of(token), Optional.empty()),
        400,
        "identity-not-configured");
    assertRefused(
        host.begin("shop", Optional.of(token), Optional.empty()), 401, "identity-refused");
    assertThat(host.begin("members", Optional.of(token), Optional.empty()).statusCode())
        .isEqualTo(200);
  }

  private static void assertRefused(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).contains("\"code\":\"" + code + "\"");
  }
}
