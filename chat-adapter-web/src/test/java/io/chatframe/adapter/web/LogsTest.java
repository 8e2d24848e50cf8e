package io.chatframe.adapter.web;

import static io.chatframe.adapter.web.server.Client.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
final class LogsTest {
  private static final String[] CHATTY = {"io.chatframe", "org.springframework.web"};

  @Test
  void neverHoldTextsOrTokens(CapturedOutput output) {
    LoggingSystem logging = LoggingSystem.get(LogsTest.class.getClassLoader());
    try (var server = new TestServer()) {
      for (String name : CHATTY) {
        logging.setLogLevel(name, LogLevel.TRACE);
      }
      var client = Client.of(server);
      var dialog = UUID.randomUUID();
      server.llm.prepare().reasoning("canary-one").text("canary-two").finish();
      client.post(
          "/api/v1/dialogs/" + dialog + "/messages", message(UUID.randomUUID(), "canary-three"));
      server.llm.awaitStream();
      client.get("/api/v1/dialogs/" + dialog);
      client.get("/api/v1/dialogs?q=canary-four");
      client.post("/api/v1/sessions", "{\"assistant\":\"shop\",\"visitorKey\":\"canary-five\"}");
      client.post("/api/v1/sessions", "canary-six");

      assertThat(output.getAll()).contains("TRACE");
      assertThat(output.getAll()).doesNotContain("canary", client.token, client.visitorKey);
    } finally {
      for (String name : CHATTY) {
        logging.setLogLevel(name, null);
      }
    }
  }
}
