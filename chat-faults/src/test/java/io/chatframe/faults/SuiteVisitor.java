package io.chatframe.faults;

import io.chatframe.faults.history.MessageHistory;
import io.chatframe.faults.history.StreamEvent;
import io.chatframe.faults.process.HttpAsk;
import io.chatframe.faults.process.HttpCall;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A simulated visitor who follows the API guide: generates ids, repeats lost and temporarily
 * refused requests, resumes from her cursor, and records a history. For one thread at a time,
 * except for {@link #call}.
 */
final class SuiteVisitor {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Supplier<InetSocketAddress> door;
  private final Duration silence;
  private final List<MessageHistory> histories = new CopyOnWriteArrayList<>();
  private volatile @Nullable JsonNode session;

  /**
   * @param door supplies the address for each request
   * @param silence how long a connection may be silent before it counts as lost
   */
  SuiteVisitor(Supplier<InetSocketAddress> door, Duration silence) {
    this.door = door;
    this.silence = silence;
  }

  /** All messages she sent, in order. */
  List<MessageHistory> histories() {
    return histories;
  }

  /** The dialogs she has begun. */
  List<UUID> dialogs() {
    return histories.stream().map(MessageHistory::dialog).distinct().toList();
  }

  /** Sends a message and follows its reply to the end. */
  MessageHistory ask(UUID dialog, String text) throws InterruptedException {
    return follow(prepare(dialog, text));
  }

  /** A message that is not sent yet. */
  MessageHistory prepare(UUID dialog, String text) {
    var history = new MessageHistory(dialog, UUID.randomUUID(), text);
    histories.add(history);
    return history;
  }

  /** The same visitor at another address, with the same session. */
  SuiteVisitor at(Supplier<InetSocketAddress> other) {
    var same = new SuiteVisitor(other, silence);
    same.session = session;
    return same;
  }

  /** The same message, as repeated by a client that has lost its state. */
  MessageHistory again(MessageHistory sent) {
    return new MessageHistory(sent.dialog(), sent.message(), sent.sentText());
  }

  /** Follows a message to its end despite all failures; complains if it takes too long. */
  MessageHistory follow(MessageHistory history) throws InterruptedException {
    long began = System.nanoTime();
    while (history.status().isEmpty()) {
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        history.complain(
            "no end was shown within " + PATIENCE + ", refusals " + history.refusals());
        return history;
      }
      try (HttpCall call = history.reply().isEmpty() ? post(history) : resume(history)) {
        take(call, history);
      } catch (IOException e) {
        history.cut();
        Thread.sleep(PAUSE);
      }
    }
    return history;
  }

  /** Sends a message, or sends it again; the answer is a stream. */
  HttpCall post(MessageHistory history) throws IOException {
    return call(message(history).with("Accept", "text/event-stream"));
  }

  HttpAsk message(MessageHistory history) {
    String json =
        HttpCall.JSON.writeValueAsString(
            Map.of("id", history.message().toString(), "text", history.sentText()));
    return HttpAsk.post("/api/v1/dialogs/" + history.dialog() + "/messages", json);
  }

  HttpCall resume(MessageHistory history) throws IOException {
    var ask =
        HttpAsk.get("/api/v1/replies/" + history.reply().orElseThrow() + "/events")
            .with("Accept", "text/event-stream");
    return call(history.cursor().map(cursor -> ask.with("Last-Event-ID", cursor)).orElse(ask));
  }

  /** Reads a response until it ends or is cut. */
  void take(HttpCall call, MessageHistory history) throws IOException, InterruptedException {
    if (call.status() == 200) {
      history.acknowledge();
      readEvents(call, history);
      return;
    }
    String problem = call.problem();
    history.refused(call.status() + " " + problem);
    switch (call.status()) {
      case 503 -> pause(call);
      case 404 -> history.gone();
      default -> {
        history.complain("refused by " + call.status() + " " + problem);
        history.gone();
      }
    }
  }

  private static void readEvents(HttpCall call, MessageHistory history) throws IOException {
    String last = "";
    for (Optional<StreamEvent> event = StreamEvent.read(call.body());
        event.isPresent();
        event = StreamEvent.read(call.body())) {
      history.apply(event.get());
      last = event.get().kind();
    }
    if (!last.equals("done") && !last.equals("reconnect")) {
      history.complain("a stream ended properly after '" + last + "'");
    }
  }

  private static void pause(HttpCall call) throws InterruptedException {
    if (call.header("retry-after").isEmpty()) {
      throw new AssertionError("A 503 without Retry-After");
    }
    Duration told = Duration.ofSeconds(Long.parseLong(call.header("retry-after").orElseThrow()));
    Thread.sleep(told.compareTo(LONGEST_PAUSE) < 0 ? told : LONGEST_PAUSE);
  }

  /** Sends a request with her token; renews an expired token once. */
  HttpCall call(HttpAsk ask) throws IOException {
    HttpCall call = HttpCall.send(door.get(), silence, authorised(ask));
    if (call.status() != 401) {
      return call;
    }
    call.close();
    begin();
    return HttpCall.send(door.get(), silence, authorised(ask));
  }

  /** The same at another address. */
  HttpCall callAt(InetSocketAddress other, HttpAsk ask) throws IOException {
    return HttpCall.send(other, silence, authorised(ask));
  }

  /** Adds her token to a request. */
  HttpAsk authorised(HttpAsk ask) throws IOException {
    if (session == null) {
      begin();
    }
    String token = Objects.requireNonNull(session).path("visitorToken").asString();
    return ask.with("Authorization", "Bearer " + token);
  }

  /** Begins the first or another session of this visitor. */
  private void begin() throws IOException {
    JsonNode before = session;
    Map<String, String> body =
        before == null
            ? Map.of("assistant", "default")
            : Map.of("assistant", "default", "visitorKey", before.path("visitorKey").asString());
    var ask = HttpAsk.post("/api/v1/sessions", HttpCall.JSON.writeValueAsString(body));
    try (HttpCall call = HttpCall.send(door.get(), silence, ask)) {
      if (call.status() != 200) {
        throw new IOException("no session: " + call.status());
      }
      session = call.json();
    }
  }

  /** The messages of a dialog as the API shows them, oldest first. */
  List<JsonNode> shown(UUID dialog) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    String path = "/api/v1/dialogs/" + dialog + "/messages?limit=100";
    Optional<String> before = Optional.of("");
    while (before.isPresent()) {
      try (HttpCall call = call(HttpAsk.get(path + before.get()))) {
        if (call.status() != 200) {
          throw new IOException("no messages: " + call.status());
        }
        JsonNode page = call.json();
        all.addAll(0, page.path("items").valueStream().toList());
        before = page.path("next").stringValueOpt().map(next -> "&before=" + next);
      }
    }
    return all;
  }
}
