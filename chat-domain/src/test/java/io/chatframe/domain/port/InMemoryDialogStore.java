package io.chatframe.domain.port;

import io.chatframe.domain.Afterthought;
import io.chatframe.domain.Dialog;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Erasure;
import io.chatframe.domain.Message;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Page;
import io.chatframe.domain.PathEntry;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.VisitorMessage;
import io.chatframe.domain.feedback.Feedback;
import io.chatframe.domain.port.feedback.FeedbackRepository;
import io.chatframe.domain.usage.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The dialogs of an {@link InMemoryStore}, their tombstones, erasures and afterthoughts. */
abstract class InMemoryDialogStore
    implements DialogRepository, AfterthoughtRepository, FeedbackRepository {
  final TimeSource time;
  final Map<DialogId, InMemoryDialog> dialogs = new HashMap<>();
  final Map<ReplyId, InMemoryGeneration> generations = new HashMap<>();
  private final Map<MessageId, Feedback> feedbacks = new HashMap<>();
  final Map<ReplyId, Long> afterthoughtCosts = new HashMap<>();
  final Set<DialogId> tombstones = new HashSet<>();
  final Map<Visitor, Erasure> erased = new HashMap<>();
  private final InMemoryPages pages = new InMemoryPages();
  private boolean unavailable;

  InMemoryDialogStore(TimeSource time) {
    this.time = time;
  }

  /**
   * Makes every method throw {@link StorageUnavailableException} from now on, without any effect.
   */
  public synchronized void unavailable(boolean value) {
    unavailable = value;
  }

  @Override
  public synchronized Page<Dialog> list(
      Visitor visitor, Optional<String> search, Optional<String> before, int limit) {
    requireAvailable();
    Predicate<Dialog> later = before.map(pages::dialogsAfter).orElse(dialog -> true);
    var found =
        dialogs.values().stream()
            .filter(d -> d.visitor.equals(visitor) && search.map(d::mentions).orElse(true))
            .map(InMemoryDialog::dialog)
            .sorted(InMemoryPages.NEWEST_FIRST)
            .filter(later)
            .limit(limit + 1L)
            .toList();
    return pages.ofDialogs(found, limit);
  }

  @Override
  public synchronized Optional<Dialog> find(Visitor visitor, DialogId dialog) {
    requireAvailable();
    return owned(visitor, dialog).map(InMemoryDialog::dialog);
  }

  @Override
  public synchronized Optional<Page<PathEntry>> messages(
      Visitor visitor,
      DialogId dialog,
      Optional<MessageId> leaf,
      Optional<String> before,
      int limit) {
    requireAvailable();
    var from = before.map(cursor -> pages.message(dialog, cursor));
    var stored = owned(visitor, dialog);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    var start = from.or(() -> stored.get().newestBelow(leaf));
    return start.map(bottom -> page(stored.get(), bottom, limit));
  }

  @Override
  public synchronized Optional<Dialog> rename(Visitor visitor, DialogId dialog, String title) {
    requireAvailable();
    var stored = owned(visitor, dialog);
    stored.ifPresent(d -> d.rename(title, now()));
    return stored.map(InMemoryDialog::dialog);
  }

  @Override
  public synchronized Optional<DialogId> dialogOf(Visitor visitor, MessageId message) {
    requireAvailable();
    return message(message)
        .filter(VisitorMessage.class::isInstance)
        .map(Message::dialog)
        .filter(dialog -> owned(visitor, dialog).isPresent());
  }

  @Override
  public synchronized Erasure erase(Visitor visitor) {
    requireAvailable();
    var mine = dialogs.values().stream().filter(d -> d.visitor.equals(visitor)).map(d -> d.id);
    var ids = mine.toList();
    if (!ids.isEmpty()) {
      erased.put(visitor, Erasure.RUNNING);
    }
    ids.forEach(dialog -> delete(visitor, dialog));
    return erasure(visitor);
  }

  @Override
  public synchronized Erasure erasure(Visitor visitor) {
    requireAvailable();
    return erased.getOrDefault(visitor, Erasure.NONE);
  }

  @Override
  public synchronized boolean move(Visitor anonymous, VisitorId identified) {
    requireAvailable();
    var target = new Visitor(identified, anonymous.assistant());
    if (erased.containsKey(target)) {
      return false;
    }
    var mine = dialogs.values().stream().filter(d -> d.visitor.equals(anonymous)).toList();
    if (!mine.isEmpty()) {
      erased.put(anonymous, Erasure.DONE);
      mine.forEach(dialog -> dialog.visitor = target);
    }
    return true;
  }

  /** Makes an id as good as new. */
  public synchronized void forget(Visitor visitor) {
    erased.remove(visitor);
  }

  /** Does what a database does in the background: deletes all data of erased visitors. */
  public synchronized void purge() {
    erased.replaceAll((_, _) -> Erasure.DONE);
  }

  @Override
  public synchronized Optional<Dialog> delete(Visitor visitor, DialogId dialog) {
    requireAvailable();
    var stored = owned(visitor, dialog);
    var was = stored.map(InMemoryDialog::dialog);
    stored.ifPresent(d -> {
      tombstones.add(dialog);
      dialogs.remove(dialog);
      d.replies()
          .forEach(reply -> {
            generations.remove(reply.id());
            feedbacks.remove(reply.messageId());
            afterthoughtCosts.remove(reply.id());
          });
    });
    return was;
  }

  @Override
  public synchronized void add(ReplyId reply, Afterthought afterthought) {
    requireAvailable();
    message(reply.message())
        .filter(message -> message instanceof Reply known && known.end().isPresent())
        .map(known -> Optional.ofNullable(dialogs.get(known.dialog())).orElseThrow())
        .ifPresent(dialog -> {
          dialog.add(reply.message(), afterthought);
          afterthoughtCosts.putIfAbsent(reply, afterthought.cost().map(Money::micros).orElse(0L));
        });
  }

  @Override
  public synchronized boolean put(Visitor visitor, ReplyId reply, Feedback feedback) {
    requireAvailable();
    boolean mine = has(visitor, reply);
    if (mine) {
      feedbacks.put(reply.message(), feedback);
    }
    return mine;
  }

  @Override
  public synchronized boolean remove(Visitor visitor, ReplyId reply) {
    requireAvailable();
    boolean mine = has(visitor, reply);
    if (mine) {
      feedbacks.remove(reply.message());
    }
    return mine;
  }

  private boolean has(Visitor visitor, ReplyId reply) {
    return reply(reply).filter(known -> owned(visitor, known.dialog()).isPresent()).isPresent();
  }

  final void requireAvailable() {
    if (unavailable) {
      throw new StorageUnavailableException(
          "The store was made unavailable", new IllegalStateException("unavailable"));
    }
  }

  private Page<PathEntry> page(InMemoryDialog dialog, MessageId bottom, int limit) {
    var path = dialog.path(bottom);
    int first = Math.max(0, path.size() - limit);
    var entries =
        path.subList(first, path.size()).stream()
            .map(message ->
                new PathEntry(
                    read(message),
                    dialog.siblings(message),
                    dialog.followUps(message),
                    Optional.ofNullable(feedbacks.get(message.messageId()))))
            .toList();
    return new Page<>(
        entries,
        first == 0
            ? Optional.empty()
            : Optional.of(pages.givenFor(dialog.id, path.get(first - 1).messageId())));
  }

  final Message read(Message message) {
    return switch (message) {
      case VisitorMessage question -> question;
      case Reply reply -> read(reply);
    };
  }

  final Reply read(Reply reply) {
    return reply.end().isPresent() ? reply : generation(reply.id()).journalled(reply);
  }

  final Optional<InMemoryDialog> owned(Visitor visitor, DialogId dialog) {
    return Optional.ofNullable(dialogs.get(dialog)).filter(d -> d.visitor.equals(visitor));
  }

  final Optional<Message> message(MessageId id) {
    return dialogs.values().stream().flatMap(d -> d.message(id).stream()).findFirst();
  }

  final Optional<Reply> reply(ReplyId id) {
    return message(id.message()).filter(Reply.class::isInstance).map(Reply.class::cast);
  }

  final InMemoryGeneration generation(ReplyId id) {
    return Optional.ofNullable(generations.get(id)).orElseThrow();
  }

  final Instant now() {
    return time.now().truncatedTo(ChronoUnit.MICROS);
  }
}
