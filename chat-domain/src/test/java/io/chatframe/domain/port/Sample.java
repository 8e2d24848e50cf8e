package io.chatframe.domain.port;

import io.chatframe.domain.DialogId;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Place;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyStatus;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Values for the storage contracts. Every id is new, so tests can share a database. */
final class Sample {
  static final String MODEL = "model-1";
  static final int REACH = 100_000;

  private Sample() {}

  static Visitor visitor() {
    return new Visitor(new VisitorId(UUID.randomUUID()), new AssistantName("default"));
  }

  static DialogId dialog() {
    return new DialogId(UUID.randomUUID());
  }

  static MessageId message() {
    return new MessageId(UUID.randomUUID());
  }

  static NodeId node() {
    return new NodeId(UUID.randomUUID());
  }

  static NewReply reply(NodeId owner) {
    return new NewReply(new ReplyId(UUID.randomUUID()), owner, MODEL, REACH);
  }

  static NewMessage message(Visitor visitor, DialogId dialog, NodeId owner, String text) {
    return new NewMessage(
        visitor,
        dialog,
        message(),
        new Place.NewestLeaf(),
        text,
        Optional.empty(),
        "Title of " + text,
        reply(owner));
  }

  static NewMessage told(NewMessage message, String context) {
    return new NewMessage(
        message.visitor(),
        message.dialog(),
        message.id(),
        message.place(),
        message.text(),
        Optional.of(context),
        message.title(),
        message.reply());
  }

  static NewMessage after(NewMessage message, MessageId parent) {
    return at(message, new Place.After(parent));
  }

  static NewMessage beside(NewMessage message, MessageId other) {
    return at(message, new Place.Beside(other));
  }

  private static NewMessage at(NewMessage message, Place place) {
    return new NewMessage(
        message.visitor(),
        message.dialog(),
        message.id(),
        place,
        message.text(),
        message.context(),
        message.title(),
        message.reply());
  }

  /** The same message as repeated by a client, with a new reply id from the server. */
  static NewMessage again(NewMessage message) {
    return again(message, message.dialog(), message.text());
  }

  static NewMessage again(NewMessage message, DialogId dialog, String text) {
    return new NewMessage(
        message.visitor(),
        dialog,
        message.id(),
        message.place(),
        text,
        message.context(),
        message.title(),
        reply(message.reply().owner()));
  }

  static ReplyEnd completed() {
    return new ReplyEnd(
        ReplyStatus.COMPLETED,
        Optional.of(FinishReason.STOP),
        Optional.of(new TokenUsage(12, 4, 3, 30, 10, false)),
        Optional.of(new Money(123, "USD")),
        Optional.empty(),
        Optional.of(Duration.ofMillis(1_234)),
        Instant.parse("2026-03-01T10:15:30.123456789Z"));
  }

  static ReplyEnd stopped() {
    return new ReplyEnd(
        ReplyStatus.STOPPED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Instant.parse("2026-03-01T10:15:30Z"));
  }

  static ReplyText text(String text) {
    return new ReplyText("", text);
  }

  static JournalEntry piece(Reply reply, int from, String text) {
    return new JournalEntry(reply.id(), 1, from, text(text));
  }

  static Reply begun(Acceptance acceptance) {
    if (acceptance instanceof Acceptance.Begun begun) {
      return begun.reply();
    }
    throw new AssertionError("Expected a reply to begin, but: " + acceptance);
  }

  /** Runs all of them concurrently, each on its own thread. */
  static <T> List<T> atOnce(List<Callable<T>> works) {
    var start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<T>>();
      for (var work : works) {
        running.add(
            threads.submit(() -> {
              start.await();
              return work.call();
            }));
      }
      start.countDown();
      var results = new ArrayList<T>();
      for (var one : running) {
        results.add(one.get());
      }
      return results;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
