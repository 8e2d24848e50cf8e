package io.chatframe.benchmark.database;

import io.chatframe.domain.Afterthought;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.port.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The operations of a node: the journal, the leases, and afterthoughts. */
final class NodeOperations {
  private static final int MANY = 50;

  private final Product observed;
  private final Targets targets;
  private final Work work;
  private final NodeId node = new NodeId(UUID.randomUUID());
  private final List<Reply> many = new ArrayList<>();

  NodeOperations(Product plain, Product observed, Targets targets) {
    this.observed = observed;
    this.targets = targets;
    this.work = new Work(plain);
  }

  List<Operation> all() {
    return List.of(
        Operation.of("journal, 1 reply", n -> appending(running(1), n), this::endAll),
        Operation.of("journal, 50 replies", n -> appending(running(MANY), n), this::endAll),
        Operation.of(
            "journalled, 50 replies",
            n -> {
              var ids = running(MANY).stream().map(Reply::id).collect(Collectors.toSet());
              return () -> Work.check(observed.journal().journalled(work.node, ids).size() == MANY);
            },
            this::endAll),
        Operation.of("grown, 50 replies", this::grown, this::endAll),
        Operation.of("add an afterthought", this::afterthought),
        Operation.of("renew a lease", n -> () -> observed.nodes().renew(node)),
        Operation.of("stamps", n -> () -> Work.check(!observed.nodes().stamps().isEmpty())),
        Operation.of("check room", n -> () -> observed.nodes().checkRoom()),
        Operation.of("release a lease", n -> () -> observed.nodes().release(node)));
  }

  private List<Reply> running(int count) {
    while (many.size() < count) {
      many.add(work.askAndJournal(targets.usual(many.size())));
    }
    return many.subList(0, count);
  }

  private void endAll() {
    work.endAll();
    many.clear();
  }

  private Runnable appending(List<Reply> replies, int n) {
    List<JournalEntry> entries = replies.stream().map(reply -> Work.entry(reply, 20 + n)).toList();
    return () -> Work.check(observed.journal().append(work.node, entries).size() == entries.size());
  }

  private Runnable grown(int n) {
    Map<ReplyId, Cursor> readers =
        running(MANY).stream().collect(Collectors.toMap(Reply::id, _ -> new Cursor(1, 450)));
    return () -> Work.check(observed.journal().grown(readers).size() == MANY);
  }

  private Runnable afterthought(int n) {
    var reply = work.ask(targets.usual(n));
    work.end(reply, Work.completed());
    var afterthought =
        new Afterthought(
            Optional.of("A better title"),
            List.of("And then?", "Why so?"),
            "model-1",
            Work.USAGE,
            Work.COST,
            Instant.EPOCH);
    return () -> observed.afterthoughts().add(reply.id(), afterthought);
  }
}
