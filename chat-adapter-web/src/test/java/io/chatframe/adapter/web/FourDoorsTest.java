package io.chatframe.adapter.web;

import static io.chatframe.adapter.web.server.Client.json;
import static io.chatframe.adapter.web.server.Client.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.SocketClient;
import io.chatframe.adapter.web.server.TestServer;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.ScriptedLlmStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Stored dialogs are the same whichever protocol was used. */
final class FourDoorsTest {
  /** The fields of a message that differ between any two dialogs. */
  private static final Set<String> OWN =
      Set.of("id", "parent", "siblings", "createdAt", "endedAt", "thinkingMillis");

  private static final List<Consumer<ScriptedLlmStream>> ANSWERS =
      List.of(
          stream -> stream.reasoning("Hm.").text("Hé ").text("👩‍👩‍👧\r\n\"").finish(),
          stream -> stream.text("cut").finish(FinishReason.LENGTH, Optional.empty()),
          stream -> stream.text("Hel").fail(new LlmFailure.Broken("cut")));

  @RegisterExtension static final TestServer server = new TestServer();

  /** A way to send a message and to learn that its reply has ended. */
  private interface Door {
    void send(Client client, UUID dialog, UUID id, String text);
  }

  @Test
  void storesTheSameThroughEveryTransport() {
    List<JsonNode> stream = through(FourDoorsTest::stream);

    assertThat(stream).hasSize(2 * ANSWERS.size());
    assertThat(through(FourDoorsTest::whole)).isEqualTo(stream);
    assertThat(through(FourDoorsTest::later)).isEqualTo(stream);
    assertThat(through(FourDoorsTest::socket)).isEqualTo(stream);
  }

  /** The stored messages of a dialog sent by one protocol. */
  private static List<JsonNode> through(Door door) {
    var client = Client.of(server);
    var dialog = UUID.randomUUID();
    for (Consumer<ScriptedLlmStream> answer : ANSWERS) {
      answer.accept(server.llm.prepare());
      door.send(client, dialog, UUID.randomUUID(), "Hi");
      server.llm.awaitStream();
    }
    var kept = new ArrayList<JsonNode>();
    json(client.get("/api/v1/dialogs/" + dialog + "/messages"))
        .get("items")
        .forEach(message -> kept.add(((ObjectNode) message).remove(OWN)));
    return kept;
  }

  private static void stream(Client client, UUID dialog, UUID id, String text) {
    try (var events = client.sendStreaming(dialog, id, text)) {
      assertThat(events.rest().getLast().name()).isEqualTo("done");
    }
  }

  private static void whole(Client client, UUID dialog, UUID id, String text) {
    assertThat(client.post("/api/v1/dialogs/" + dialog + "/messages", message(id, text)))
        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200));
  }

  private static void later(Client client, UUID dialog, UUID id, String text) {
    var answer =
        client.post(
            "/api/v1/dialogs/" + dialog + "/messages",
            message(id, text),
            "Prefer",
            "respond-async");
    assertThat(answer.statusCode()).isEqualTo(202);
    String reply = answer.headers().firstValue("Location").orElseThrow();
    await().until(() -> !json(client.get(reply)).get("status").asString().equals("generating"));
  }

  private static void socket(Client client, UUID dialog, UUID id, String text) {
    try (var socket = SocketClient.of(server, client)) {
      socket.send("type", "send", "dialog", dialog.toString(), "id", id.toString(), "text", text);
      assertThat(socket.rest().getLast().get("type").asString()).isEqualTo("done");
    }
  }
}
