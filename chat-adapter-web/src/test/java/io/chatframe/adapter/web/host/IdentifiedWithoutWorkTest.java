package io.chatframe.adapter.web.host;

import static io.chatframe.adapter.web.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import io.chatframe.domain.assistant.HostIdentity;
import io.chatframe.domain.assistant.HostKeys;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that asks for proofs of work, and visitors whom a host identifies. */
final class IdentifiedWithoutWorkTest {
  @RegisterExtension static final TestServer server = new TestServer("chat.proof.of-work=always");

  @BeforeAll
  static void addAssistant() {
    server.assistants.add(
        "members", "", new HostIdentity(new HostKeys.SharedSecret(HostKit.SECRET), true));
  }

  @Test
  void asksNobodyForAProofWhomTheHostIdentifies() {
    String token =
        new HostToken("members", server.time.now()).signed(HostToken.secret(HostKit.SECRET));

    assertThat(HostKit.session(server, "members", token).statusCode()).isEqualTo(200);
  }

  @Test
  void asksNobodyToWorkForASessionThatSheCannotHave() {
    var refused = Client.anonymous(server).post("/api/v1/sessions", "{\"assistant\":\"members\"}");

    assertThat(json(refused).get("code").asString()).isEqualTo("identity-required");
  }
}
