package io.chatframe.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.faults.history.MessageHistory;
import io.chatframe.faults.history.StoredMessage;
import io.chatframe.faults.process.HttpAsk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commands at another node, concurrently, or by another protocol. */
@ExtendWith(SuiteExtension.class)
final class CommandFaults {
  private static final int MANY = 16;

  @Test
  void stopsWhatTheOtherNodeIsGenerating(Suite suite) throws Exception {
    var visitor = suite.visitor(() -> suite.first().address());
    MessageHistory history = visitor.prepare(UUID.randomUUID(), suite.words(600, 20));
    var reader = Background.of(() -> visitor.follow(history));
    Awaitility.await("text").atMost(Duration.ofSeconds(30)).until(() -> history.seen().size() > 5);
    var exchange = suite.exchange(history);

    long asked = System.nanoTime();
    var stop = HttpAsk.post("/api/v1/replies/" + history.reply().orElseThrow() + "/stop", "");
    try (var call = visitor.callAt(suite.second().address(), stop)) {
      assertThat(call.status()).isEqualTo(200);
    }

    Duration until = Duration.ofNanos(exchange.awaitClosed() - asked);
    SuiteReport.say("the provider was let go after %d ms".formatted(until.toMillis()));
    assertThat(until).isLessThan(suite.form().promised(Duration.ofSeconds(1)));
    assertThat(reader.result().status()).contains("stopped");
    suite.check(List.of(visitor));
  }

  @Test
  void takesOneMessageOnceHoweverOftenItIsSent(Suite suite) throws Exception {
    var visitor = suite.visitor();
    MessageHistory sent = visitor.prepare(UUID.randomUUID(), suite.words(40, 40));
    visitor.authorised(HttpAsk.get("/"));

    List<Background<MessageHistory>> copies = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      copies.add(Background.of(() -> visitor.follow(visitor.again(sent))));
    }
    visitor.follow(sent);

    for (Background<MessageHistory> copy : copies) {
      assertThat(copy.result().reply()).isEqualTo(sent.reply());
      assertThat(copy.result().text()).isEqualTo(sent.text());
      assertThat(copy.result().complaints()).isEmpty();
    }
    assertThat(suite.check(List.of(visitor))).hasSize(2);
  }

  @Test
  void takesOneOfManyMessagesInADialogAndNamesItsReplyToTheRest(Suite suite) throws Exception {
    var visitor = suite.visitor();
    UUID dialog = UUID.randomUUID();
    visitor.authorised(HttpAsk.get("/"));
    record Answer(int status, String code, String reply) {}

    List<Background<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      // Long enough to be still running when the last of them arrives.
      var message = new MessageHistory(dialog, UUID.randomUUID(), suite.words(200, 20));
      var ask = visitor.message(message).with("Prefer", "respond-async");
      answers.add(
          Background.of(() -> {
            try (var call = visitor.call(ask)) {
              var json = call.json();
              boolean taken = call.status() == 202;
              return new Answer(
                  call.status(),
                  json.path("code").asString(""),
                  json.path(taken ? "id" : "reply").asString(""));
            }
          }));
    }

    List<Answer> all = new ArrayList<>();
    for (Background<Answer> answer : answers) {
      all.add(answer.result());
    }
    List<Answer> taken = all.stream().filter(answer -> answer.status() == 202).toList();
    assertThat(taken).hasSize(1);
    String running = taken.getFirst().reply();
    all.removeAll(taken);
    assertThat(all).containsOnly(new Answer(409, "reply-running", running));
    try (var stop = visitor.call(HttpAsk.post("/api/v1/replies/" + running + "/stop", ""))) {
      assertThat(stop.status()).isEqualTo(200);
    }
    assertThat(StoredState.of(suite.database(), List.of(dialog))).hasSize(2);
  }

  @Test
  void storesTheSameWhicheverDoorWasTaken(Suite suite) throws Exception {
    var visitor = suite.visitor();
    String text = "script:words count=30 rate=60 reasoning=5";
    List<HttpAsk> doors =
        List.of(
            HttpAsk.get("").with("Accept", "text/event-stream"),
            HttpAsk.get("").with("Accept", "application/json"),
            HttpAsk.get("").with("Prefer", "respond-async"));
    List<UUID> dialogs = new ArrayList<>();
    for (HttpAsk door : doors) {
      var history = new MessageHistory(UUID.randomUUID(), UUID.randomUUID(), text);
      dialogs.add(history.dialog());
      HttpAsk ask = visitor.message(history);
      for (var header : door.headers().entrySet()) {
        ask = ask.with(header.getKey(), header.getValue());
      }
      try (var call = visitor.call(ask)) {
        assertThat(call.status()).isIn(200, 202);
        call.body().readAllBytes();
      }
    }

    Awaitility.await("all to have ended")
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            StoredState.of(suite.database(), dialogs).stream()
                .noneMatch(StoredMessage::isGenerating));
    List<String> results = new ArrayList<>();
    for (UUID dialog : dialogs) {
      var reply = StoredState.of(suite.database(), List.of(dialog)).getLast();
      results.add(reply.text() + reply.reply().orElseThrow());
    }
    assertThat(results.getFirst()).contains("30 ", "completed");
    assertThat(results).containsOnly(results.getFirst());
  }
}
