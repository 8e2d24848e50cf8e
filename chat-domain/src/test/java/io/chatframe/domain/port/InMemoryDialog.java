package io.chatframe.domain.port;

import io.chatframe.domain.Afterthought;
import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Lineage;
import io.chatframe.domain.Message;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Place;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** One dialog of an {@link InMemoryStore}; a generating reply is stored here without its text. */
final class InMemoryDialog {
  final DialogId id;
  Visitor visitor;
  private final Instant createdAt;
  // In order of arrival.
  private final SequencedMap<MessageId, Message> messages = new LinkedHashMap<>();
  private final Map<MessageId, Afterthought> afterthoughts = new HashMap<>();
  private String title;
  private boolean titled;
  private Instant updatedAt;

  InMemoryDialog(DialogId id, Visitor visitor, String title, Instant createdAt) {
    this.id = id;
    this.visitor = visitor;
    this.title = title;
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
  }

  Dialog dialog() {
    return new Dialog(id, visitor, title, createdAt, updatedAt, preview(), running());
  }

  private Optional<String> preview() {
    return messages.sequencedValues().reversed().stream()
        .map(message ->
            switch (message) {
              case VisitorMessage question -> question.text();
              case Reply reply -> reply.text().text();
            })
        .filter(text -> !text.isEmpty())
        .findFirst()
        .map(text ->
            text.codePoints()
                .limit(Dialog.PREVIEW)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
  }

  void rename(String newTitle, Instant at) {
    title = newTitle;
    titled = true;
    updatedAt = at;
  }

  void add(MessageId reply, Afterthought afterthought) {
    if (afterthoughts.putIfAbsent(reply, afterthought) == null
        && !titled
        && afterthought.title().isPresent()) {
      title = afterthought.title().get();
      titled = true;
    }
  }

  List<String> followUps(Message message) {
    return Optional.ofNullable(afterthoughts.get(message.messageId()))
        .map(Afterthought::followUps)
        .orElse(List.of());
  }

  void put(Message message, Instant at) {
    messages.put(message.messageId(), message);
    updatedAt = at;
  }

  int nextSeq() {
    return messages.size() + 1;
  }

  Optional<Message> message(MessageId message) {
    return Optional.ofNullable(messages.get(message));
  }

  Stream<Reply> replies() {
    return messages.values().stream().filter(Reply.class::isInstance).map(Reply.class::cast);
  }

  Optional<ReplyId> running() {
    return replies().filter(reply -> reply.end().isEmpty()).map(Reply::id).findFirst();
  }

  Reply firstReplyTo(MessageId question) {
    return replies().filter(reply -> reply.question().equals(question)).findFirst().orElseThrow();
  }

  boolean has(Place place) {
    return switch (place) {
      case Place.NewestLeaf _ -> true;
      case Place.After(MessageId reply) -> message(reply).orElse(null) instanceof Reply;
      case Place.Beside(MessageId other) -> message(other).orElse(null) instanceof VisitorMessage;
    };
  }

  Optional<MessageId> parent(Place place) {
    return switch (place) {
      case Place.NewestLeaf _ -> newest();
      case Place.After(MessageId reply) -> Optional.of(reply);
      case Place.Beside(MessageId other) -> message(other).flatMap(Message::parent);
    };
  }

  Optional<MessageId> newest() {
    return messages.keySet().stream().reduce((first, second) -> second);
  }

  Optional<MessageId> newestBelow(Optional<MessageId> leaf) {
    if (leaf.isEmpty()) {
      return newest();
    }
    var below = new HashSet<MessageId>();
    Optional<MessageId> newest = Optional.empty();
    for (var message : messages.values()) {
      if (message.messageId().equals(leaf.get())
          || message.parent().filter(below::contains).isPresent()) {
        below.add(message.messageId());
        newest = Optional.of(message.messageId());
      }
    }
    return newest;
  }

  List<Message> path(MessageId leaf) {
    var path = new ArrayList<Message>();
    for (var at = message(leaf); at.isPresent(); at = at.get().parent().flatMap(this::message)) {
      path.add(at.get());
    }
    return path.reversed();
  }

  /** The newest messages of a path, as specified by {@link ReplyRepository#path}. */
  List<Message> path(MessageId question, int reach) {
    var path = path(question);
    int first = path.size();
    for (long length = 0; first > 0 && length <= reach; ) {
      first--;
      length += length(path.get(first));
    }
    return path.subList(first, path.size()).stream().map(InMemoryDialog::unaccounted).toList();
  }

  private static int length(Message message) {
    var text =
        switch (message) {
          case VisitorMessage asked -> asked.text() + asked.context().orElse("");
          case Reply reply -> reply.text().text();
        };
    return text.codePointCount(0, text.length());
  }

  private static Message unaccounted(Message message) {
    return switch (message) {
      case VisitorMessage asked -> asked;
      case Reply reply ->
          new Reply(
              reply.id(),
              reply.dialog(),
              reply.seq(),
              reply.question(),
              reply.createdAt(),
              reply.model(),
              Lineage.first(),
              reply.text(),
              reply.end().map(end -> end.using(Optional.empty(), Optional.empty())));
    };
  }

  List<MessageId> siblings(Message message) {
    return messages.values().stream()
        .filter(other -> other.parent().equals(message.parent()))
        .map(Message::messageId)
        .toList();
  }

  boolean mentions(String search) {
    return Stream.concat(Stream.of(title), messages.values().stream().map(InMemoryDialog::text))
        .anyMatch(text -> lower(text).contains(lower(search)));
  }

  private static String text(Message message) {
    return switch (message) {
      case VisitorMessage visitors -> visitors.text();
      case Reply reply -> reply.end().map(end -> reply.text()).orElse(ReplyText.EMPTY).text();
    };
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
