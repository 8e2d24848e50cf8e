package io.chatframe.adapter.web.host;

import static io.chatframe.adapter.web.server.Client.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import io.chatframe.domain.assistant.HostIdentity;
import io.chatframe.domain.assistant.HostKeys;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
final class IdentityLogsTest {
  private static final String[] CHATTY = {"io.chatframe", "org.springframework.web"};

  @Test
  void neverHoldIdentityTokensOrTheirClaims(CapturedOutput output) {
    LoggingSystem logging = LoggingSystem.get(IdentityLogsTest.class.getClassLoader());
    try (var server = new TestServer()) {
      for (String name : CHATTY) {
        logging.setLogLevel(name, LogLevel.TRACE);
      }
      server.assistants.add(
          "bank",
          "Hi {{visitor.name}}",
          new HostIdentity(new HostKeys.SharedSecret(HostKit.SECRET), true));
      HostToken claims =
          new HostToken("bank", server.time.now())
              .claim("sub", "canary-sub")
              .claim("name", "canary-name")
              .claim("attributes", Map.of("plan", "canary-plan"));
      String token = claims.signed(HostToken.secret(HostKit.SECRET));
      var session = HostKit.session(server, "bank", token);
      HostKit.assertAccepted(session);
      String visitorToken = Client.json(session).get("visitorToken").asString();

      server.llm.prepare().text("Hello").finish();
      var sent =
          Client.anonymous(server)
              .post(
                  "/api/v1/dialogs/" + UUID.randomUUID() + "/messages",
                  message(UUID.randomUUID(), "Hello"),
                  "Authorization",
                  "Bearer " + visitorToken);
      assertThat(sent.statusCode()).isEqualTo(200);
      assertThat(server.llm.requests().getLast().messages().getFirst().text())
          .isEqualTo("Hi canary-name");
      var refused = HostKit.session(server, "bank", claims.claim("name", 7).signed(input -> input));
      HostKit.assertRefused(refused, "signature");

      assertThat(output.getAll()).contains("TRACE");
      assertThat(output.getAll()).doesNotContain("canary", token, visitorToken, HostKit.SECRET);
      assertThat(refused.body()).doesNotContain("canary");
    } finally {
      for (String name : CHATTY) {
        logging.setLogLevel(name, null);
      }
    }
  }
}
