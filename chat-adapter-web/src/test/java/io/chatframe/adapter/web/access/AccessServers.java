package io.chatframe.adapter.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import io.chatframe.application.access.OperateServer;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.access.Restriction;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.limit.Rate;
import io.chatframe.domain.limit.RateScope;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Three nodes with one store: one that serves, one that is flooded and one that is draining. */
public final class AccessServers implements AutoCloseable {
  /** What an owner needs to begin her dialog and to use each operation once. */
  private static final int MESSAGES = 3;

  /** Enough to open a connection and to authenticate it. */
  private static final Rate REQUESTS = new Rate(2, Duration.ofHours(1));

  public final TestServer serving =
      TestServer.limited(
          Map.of(RateScope.MESSAGES_PER_VISITOR, new Rate(MESSAGES, Duration.ofHours(1))));
  private final TestServer flooded =
      TestServer.beside(serving, Map.of(RateScope.REQUESTS_PER_ADDRESS, REQUESTS));
  private final TestServer draining = TestServer.beside(serving);

  public AccessServers() {
    draining.engine.drain(Duration.ZERO);
  }

  private final AtomicInteger networks = new AtomicInteger();

  /**
   * A visitor with a dialog, its message and a reply to it that can be continued.
   *
   * @param address that of her network, where nobody else is
   */
  public record Owner(Client client, String address, UUID dialog, UUID message, String reply) {
    /** The ids by the names that paths give them. */
    public Map<String, String> ids() {
      return Map.of("dialog", dialog.toString(), "message", message.toString(), "reply", reply);
    }
  }

  public Owner owner() {
    // Most operations begin no reply, and leave what was prepared for one.
    serving.llm.dropPrepared();
    var client = Client.of(serving);
    var dialog = UUID.randomUUID();
    var message = UUID.randomUUID();
    JsonNode reply = Client.json(send(client, dialog, message));
    int network = networks.incrementAndGet();
    String address = "198.18.%d.%d".formatted(network / 256, network % 256);
    return new Owner(client, address, dialog, message, reply.get("id").asString());
  }

  private HttpResponse<String> send(Client client, UUID dialog, UUID message) {
    serving.llm.prepare().text("Yes").finish(FinishReason.LENGTH, Optional.empty());
    var sent =
        client.post("/api/v1/dialogs/" + dialog + "/messages", Client.message(message, "Hello"));
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
    return sent;
  }

  /** The node that a column asks. */
  public TestServer node(AccessColumn column) {
    return switch (column) {
      case OWNER,
          NO_TOKEN,
          MALFORMED_TOKEN,
          FORGED_TOKEN,
          KEY_AS_TOKEN,
          EXPIRED_TOKEN,
          ANOTHER_VISITOR,
          ANOTHER_ASSISTANT,
          ERASED_VISITOR,
          BLOCKED_VISITOR,
          OVER_HER_MESSAGES ->
          serving;
      case OVER_ITS_REQUESTS -> flooded;
      case NODE_DRAINING -> draining;
    };
  }

  /** The token of a column, made from an owner; empty for none. */
  public String token(AccessColumn column, Owner owner) {
    return switch (column) {
      case NO_TOKEN -> "";
      case MALFORMED_TOKEN -> "x.y.z";
      case FORGED_TOKEN -> forged(owner.client().token);
      case KEY_AS_TOKEN -> owner.client().visitorKey;
      case ANOTHER_VISITOR -> Client.of(serving).token;
      case ANOTHER_ASSISTANT -> Client.at(serving, "other", owner.client().visitorKey).token;
      case OWNER,
          EXPIRED_TOKEN,
          ERASED_VISITOR,
          BLOCKED_VISITOR,
          OVER_HER_MESSAGES,
          OVER_ITS_REQUESTS,
          NODE_DRAINING ->
          owner.client().token;
    };
  }

  /** Brings about what a column says, once the token is there. */
  public void bringAbout(AccessColumn column, Owner owner) {
    switch (column) {
      case OWNER -> serving.llm.prepare().text("Yes").finish();
      case EXPIRED_TOKEN -> serving.time.move(Duration.ofMinutes(17));
      case ERASED_VISITOR ->
          assertThat(owner.client().call("DELETE", "/api/v1/visitor", "").statusCode())
              .isBetween(202, 204);
      case BLOCKED_VISITOR ->
          serving
              .context
              .getBean(OperateServer.class)
              .restrict(new Restriction.BlockedVisitor(visitor(owner)));
      case OVER_HER_MESSAGES -> {
        for (int i = 1; i < MESSAGES; i++) {
          send(owner.client(), UUID.randomUUID(), UUID.randomUUID());
        }
      }
      case OVER_ITS_REQUESTS -> {
        for (int i = 0; i < REQUESTS.permits(); i++) {
          Client.anonymous(flooded).get("/api/v1/openapi.json", "X-Forwarded-For", owner.address());
        }
      }
      case NO_TOKEN,
          MALFORMED_TOKEN,
          FORGED_TOKEN,
          KEY_AS_TOKEN,
          ANOTHER_VISITOR,
          ANOTHER_ASSISTANT,
          NODE_DRAINING -> {}
    }
  }

  private static Visitor visitor(Owner owner) {
    String claims = owner.client().token.split("\\.", -1)[1];
    String subject =
        JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(claims)).get("sub").asString();
    return new Visitor(new VisitorId(UUID.fromString(subject)), new AssistantName("shop"));
  }

  /** The token with another signature of the same length. */
  private static String forged(String token) {
    int signature = token.lastIndexOf('.') + 1;
    char first = token.charAt(signature);
    return token.substring(0, signature)
        + (first == 'A' ? 'B' : 'A')
        + token.substring(signature + 1);
  }

  @Override
  public void close() {
    draining.close();
    flooded.close();
    serving.close();
  }
}
