package io.chatframe.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.chatframe.adapter.web.access.AccessColumn;
import io.chatframe.adapter.web.access.AccessServers;
import io.chatframe.adapter.web.access.AccessServers.Owner;
import io.chatframe.adapter.web.body.HostFacts;
import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.SocketClient;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Every command of the WebSocket, given by everybody. */
final class FrameAccessTest {
  private static final Set<AccessColumn> BAD_TOKENS =
      Set.of(AccessColumn.MALFORMED_TOKEN, AccessColumn.FORGED_TOKEN, AccessColumn.KEY_AS_TOKEN);
  private static final Set<AccessColumn> STRANGERS =
      Set.of(AccessColumn.ANOTHER_VISITOR, AccessColumn.ANOTHER_ASSISTANT);

  private static AccessServers servers;

  @BeforeAll
  static void start() {
    servers = new AccessServers();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @Test
  void eachCommandHasARowAndEachRowACommand() {
    assertThat(Arrays.stream(FrameAccess.values()).map(Enum::name))
        .as("rows of FrameAccess: add one for each command that is new, remove those of no command")
        .containsExactlyInAnyOrderElementsOf(commands().map(FrameAccessTest::row).toList());
  }

  @TestFactory
  Stream<DynamicTest> answersEachAsker() {
    return commands()
        .flatMap(command ->
            Arrays.stream(AccessColumn.values())
                .map(column ->
                    dynamicTest(
                        row(command) + " " + column, () -> assertOutcome(command, column))));
  }

  private static Stream<Class<?>> commands() {
    return Arrays.stream(FrameCommand.class.getPermittedSubclasses());
  }

  private static String row(Class<?> command) {
    return command.getSimpleName().toUpperCase(Locale.ROOT);
  }

  private static void assertOutcome(Class<?> command, AccessColumn column) {
    var owner = servers.owner();
    String token = servers.token(column, owner);
    try (var socket = SocketClient.open(servers.node(column), owner.address())) {
      boolean refused = present(socket, command, column, token, owner);
      servers.bringAbout(column, owner);

      boolean closing = refused || column == AccessColumn.BLOCKED_VISITOR;
      send(socket, frame(command, token, owner), closing);

      FrameAccess.FrameOutcome outcome = FrameAccess.valueOf(row(command)).outcome(column);
      if (!outcome.said().isEmpty()) {
        assertThat(said(socket.next())).isEqualTo(outcome.said());
      }
      if (outcome.closed().isPresent()) {
        assertThat(socket.closeCode()).isEqualTo(outcome.closed().getAsInt());
      } else {
        assertStillAnswers(socket);
      }
    } finally {
      servers.serving.time.restore();
    }
  }

  private static void assertStillAnswers(SocketClient socket) {
    socket.sendRaw("{\"type\":\"shout\"}");
    String said;
    do {
      said = said(socket.next());
    } while (!Set.of("invalid-value", "rate-limited").contains(said));
  }

  /** Authenticates the connection as the column says; returns whether that must be refused. */
  private static boolean present(
      SocketClient socket, Class<?> command, AccessColumn column, String token, Owner owner) {
    if (command == FrameCommand.Auth.class && !STRANGERS.contains(column)) {
      // The command itself presents the token.
      if (column == AccessColumn.OVER_ITS_REQUESTS) {
        auth(socket, token);
        socket.next("authenticated");
      }
      return false;
    }
    if (column == AccessColumn.NO_TOKEN) {
      return false;
    }
    auth(socket, command == FrameCommand.Auth.class ? owner.client().token : token);
    if (BAD_TOKENS.contains(column)) {
      return true;
    }
    socket.next("authenticated");
    return false;
  }

  private static void auth(SocketClient socket, String token) {
    socket.send("type", "auth", "token", token);
  }

  /** Sends a frame, on a connection that may have been closed already if a token was refused. */
  private static void send(SocketClient socket, String frame, boolean refused) {
    try {
      socket.sendRaw(frame);
    } catch (CompletionException e) {
      assertThat(refused).as("the connection is open").isTrue();
    }
  }

  private static String frame(Class<?> command, String token, Owner owner) {
    List<String> fields = new ArrayList<>();
    fields.add("\"type\":\"%s\"".formatted(row(command).toLowerCase(Locale.ROOT)));
    for (RecordComponent field : command.getRecordComponents()) {
      value(field, token, owner)
          .ifPresent(value -> fields.add("\"%s\":\"%s\"".formatted(field.getName(), value)));
    }
    return "{" + String.join(",", fields) + "}";
  }

  private static Optional<String> value(RecordComponent field, String token, Owner owner) {
    if (field.getType() == Optional.class || field.getType() == HostFacts.class) {
      return Optional.empty();
    }
    Map<String, String> ids = owner.ids();
    return switch (field.getName()) {
      case "token" -> Optional.of(token);
      case "dialog", "reply" -> Optional.ofNullable(ids.get(field.getName()));
      case "id" -> Optional.of(UUID.randomUUID().toString());
      case "text" -> Optional.of("Hello again");
      default ->
          throw new AssertionError(
              "A frame has a field \"%s\": add a value for it here".formatted(field.getName()));
    };
  }

  private static String said(JsonNode frame) {
    String type = frame.get("type").asString();
    return type.equals("problem") ? frame.at("/data/code").asString() : type;
  }

  @Test
  void hidesForeignRepliesExactlyLikeMissingOnes() {
    var owner = servers.owner();
    for (AccessColumn column : STRANGERS) {
      var stranger = Client.with(servers.serving, servers.token(column, owner));
      try (var socket = SocketClient.of(servers.serving, stranger)) {
        for (String type : List.of("follow", "stop", "regenerate")) {
          String id = type.equals("regenerate") ? ",\"id\":\"" + UUID.randomUUID() + "\"" : "";
          String frame = "{\"type\":\"" + type + "\",\"reply\":\"%s\"" + id + "}";
          socket.sendRaw(frame.formatted(owner.reply()));
          JsonNode foreign = socket.next("problem");
          socket.sendRaw(frame.formatted(UUID.randomUUID()));

          assertThat(foreign).isEqualTo(socket.next("problem"));
        }
      }
    }
  }
}
