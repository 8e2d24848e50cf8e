package io.chatframe.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only accepted messages create rows; otherwise anyone could fill the disk. */
final class NothingStoredTest {
  private static final String ID = "7c000000-0000-4000-8000-000000000001";

  @TempDir Path directory;

  @Test
  void isWhatEveryCallReturnsBeforeTheFirstMessageAndAnErasureLasts()
      throws IOException, InterruptedException {
    Files.writeString(directory.resolve(".env"), "HOST=127.0.0.1\n");
    try (RunningServer server = RunningServer.start(directory)) {
      Map<String, Long> before = server.rows();

      String key = server.session(Optional.empty());
      server.session(Optional.of(key));
      everyCall(server);

      assertThat(server.rows()).isEqualTo(before);

      server.session(Optional.of(key));
      UUID dialog = UUID.randomUUID();
      assertThat(server.message(dialog, UUID.randomUUID(), "/fail 400").statusCode())
          .isEqualTo(200);
      // Rows are deleted in the background.
      assertThat(server.call("DELETE", "/api/v1/visitor", "").statusCode()).isEqualTo(202);
      var late = server.message(UUID.randomUUID(), UUID.randomUUID(), "Late");
      assertThat(late.statusCode()).isEqualTo(401);
    }
  }

  /** Makes each call with an unknown id, and each in a second invalid way if there is one. */
  private static void everyCall(RunningServer server) throws IOException, InterruptedException {
    String message = "{\"id\":\"%s\",\"text\":\"%s\"}";
    String[][] calls = {
      {"GET", "/api/v1/dialogs", "", "200"},
      {"GET", "/api/v1/dialogs?q=boots", "", "200"},
      {"GET", "/api/v1/dialogs/" + ID, "", "404"},
      {"GET", "/api/v1/dialogs/" + ID + "/messages", "", "404"},
      {"PATCH", "/api/v1/dialogs/" + ID, "{\"title\":\"Mine\"}", "404"},
      {"DELETE", "/api/v1/dialogs/" + ID, "", "404"},
      {"POST", "/api/v1/dialogs/" + ID + "/messages", message.formatted(ID, " "), "400"},
      {"POST", "/api/v1/dialogs/" + ID + "/messages", message.formatted("x", "Hi"), "400"},
      {
        "POST",
        "/api/v1/dialogs/" + ID + "/messages",
        message.formatted(ID, "a".repeat(9_000)),
        "422"
      },
      {
        "POST",
        "/api/v1/dialogs/" + ID + "/messages",
        message.formatted(ID, "Hi").replace("}", ",\"parent\":\"" + ID + "\"}"),
        "404"
      },
      {"POST", "/api/v1/messages/" + ID + "/edit", message.formatted(ID, "Hi"), "404"},
      {"GET", "/api/v1/replies/" + ID, "", "404"},
      {"GET", "/api/v1/replies/" + ID + "/events", "", "404"},
      {"POST", "/api/v1/replies/" + ID + "/stop", "", "404"},
      {"POST", "/api/v1/replies/" + ID + "/regenerate", "{\"id\":\"" + ID + "\"}", "404"},
      {"POST", "/api/v1/replies/" + ID + "/continue", "{\"id\":\"" + ID + "\"}", "404"},
      {"DELETE", "/api/v1/visitor", "", "204"},
      {"GET", "/embed/default", "", "200"},
      {"GET", "/actuator/health", "", "200"},
    };
    for (String[] call : calls) {
      assertThat(server.call(call[0], call[1], call[2]).statusCode())
          .as(call[0] + " " + call[1])
          .isEqualTo(Integer.parseInt(call[3]));
    }
  }
}
