package io.chatframe.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.bootstrap.start.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * One message through the whole application: real sockets, a real PostgreSQL, a scripted provider.
 */
final class ChatApplicationTest {
  private static final UUID DIALOG = UUID.fromString("7a000000-0000-4000-8000-000000000001");
  private static final UUID MESSAGE = UUID.fromString("7a000000-0000-4000-8000-000000000002");

  @TempDir Path directory;

  @Test
  void answersAMessageAndFindsItAgainAfterARestart() throws IOException, InterruptedException {
    try (ScriptedProvider provider = ScriptedProvider.start()) {
      Files.writeString(
          directory.resolve(".env"),
          "HOST=127.0.0.1\nDEEPSEEK_API_KEY='sk-canary'\nDEEPSEEK_BASE_URL="
              + provider.baseUri()
              + "\n");
      String key;
      JsonNode told;
      try (RunningServer server = RunningServer.start(directory)) {
        key = server.session(Optional.empty());

        var stream = server.message(DIALOG, MESSAGE, "script:words count=5");

        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.body())
            .contains("event: reply", "event: text", "event: done", "\"status\":\"completed\"");
        told = server.get("/api/v1/dialogs/" + DIALOG + "/messages");
        assertThat(told.get("items").size()).isEqualTo(2);
        assertThat(told.get("items").get(0).get("text").asString())
            .isEqualTo("script:words count=5");
        assertThat(told.get("items").get(1).get("text").asString()).isNotBlank();
      }

      try (RunningServer server = RunningServer.start(directory)) {
        assertThat(server.session(Optional.of(key))).isNotBlank();

        assertThat(server.get("/api/v1/dialogs/" + DIALOG + "/messages")).isEqualTo(told);
        assertThat(server.get("/actuator/health/readiness").toString())
            .isEqualTo("{\"status\":\"UP\"}");
        assertThat(server.get("/actuator/info").at("/provider/demo").asBoolean()).isFalse();
        assertThat(server.get("/actuator/info").at("/build").toString())
            .isEqualTo("{\"version\":\"" + Version.ofServer() + "\"}");
        assertThat(server.status("/actuator/env")).isEqualTo(404);
        assertThat(server.status("/embed/default")).isEqualTo(200);
        assertThat(server.status("/")).isEqualTo(200);
      }
    }
  }
}
