package io.chatframe.adapter.web.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import io.chatframe.domain.assistant.HostIdentity;
import io.chatframe.domain.assistant.HostKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The kill switch: a server with a raised generation number. */
final class TokenGenerationTest {
  @RegisterExtension static final TestServer before = new TestServer();

  @RegisterExtension static final TestServer after = new TestServer("chat.token-generation=1");

  @Test
  void endsAllTokensAndKeysButKeepsIdentifiedVisitors() {
    Client client = Client.of(before);
    assertThat(call(before, client.token)).isEqualTo(200);
    assertThat(call(after, client.token)).isEqualTo(401);
    assertThat(call(before, Client.of(after).token)).isEqualTo(401);
    var session =
        Client.anonymous(after)
            .post(
                "/api/v1/sessions",
                "{\"assistant\":\"shop\",\"visitorKey\":\"" + client.visitorKey + "\"}");
    assertThat(session.statusCode()).isEqualTo(401);

    assertThat(visitor(after)).isEqualTo(visitor(before));
  }

  private static int call(TestServer server, String token) {
    return Client.anonymous(server)
        .get("/api/v1/dialogs", "Authorization", "Bearer " + token)
        .statusCode();
  }

  private static String visitor(TestServer server) {
    server.assistants.add(
        "bank", "", new HostIdentity(new HostKeys.SharedSecret(HostKit.SECRET), true));
    String token =
        new HostToken("bank", server.time.now()).signed(HostToken.secret(HostKit.SECRET));
    return Client.json(HostKit.session(server, "bank", token)).get("visitor").asString();
  }
}
