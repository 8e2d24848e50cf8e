package io.chatframe.application.reply;

import io.chatframe.application.afterthought.Afterthoughts;
import io.chatframe.application.budget.Budgets;
import io.chatframe.application.prompt.Prompt;
import io.chatframe.application.task.PeriodicTasks;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Message;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.budget.SpentBudget;
import io.chatframe.domain.port.NewReply;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.ReplyJournal;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.domain.port.StorageUnavailableException;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.metric.OperationLedger;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the replies that this node generates: starts each on its own thread, journals it, watches
 * its timeouts and stores its end. No client connection owns any of this. Thread-safe.
 */
public final class ReplyEngine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReplyEngine.class);
  private static final Duration BUSY_RETRY = Duration.ofSeconds(5);
  private static final Duration LAST_WRITES = Duration.ofSeconds(3);
  private static final Duration TIMER = Duration.ofMillis(100);

  private final EngineSettings settings;
  private final LlmPort llm;
  private final ReplyRepository replies;
  private final TimeSource time;
  private final Function<VisitorId, String> endUser;
  private final Afterthoughts afterthoughts;
  private final Budgets budgets;
  private final OperationLedger ledger;
  private final JournalWriter journalWriter;
  private final RemoteReplies remote;
  private final ConcurrentHashMap<ReplyId, Generation> running = new ConcurrentHashMap<>();
  private final Admissions admissions = new Admissions();
  private final PeriodicTasks tasks = new PeriodicTasks();
  private final ReplyEndStore ends;
  private volatile boolean draining;
  private volatile boolean hurried;
  private volatile boolean hasRoom = true;

  /**
   * @param endUser derives the user id sent to providers: opaque and not reversible
   */
  public ReplyEngine(
      EngineSettings settings,
      LlmPort llm,
      ReplyRepository replies,
      ReplyJournal journal,
      Afterthoughts afterthoughts,
      Budgets budgets,
      OperationLedger ledger,
      TimeSource time,
      Function<VisitorId, String> endUser) {
    this.settings = settings;
    this.llm = llm;
    this.replies = replies;
    this.afterthoughts = afterthoughts;
    this.budgets = budgets;
    this.ledger = ledger;
    this.time = time;
    this.endUser = endUser;
    this.journalWriter = new JournalWriter(settings.self(), journal, time);
    this.ends = new ReplyEndStore(settings.self(), replies, tasks, llm, ledger, time);
    this.remote = new RemoteReplies(replies, journal, time);
  }

  /** Starts journalling, the timeouts, and updates of replies generated elsewhere. */
  public void start() {
    tasks.every(settings.journalTick(), "journal", () -> journalWriter.write(running.values()));
    tasks.every(TIMER, "timers", this::checkTimers);
    tasks.everyOrOnRequest(settings.journalTick(), "remote", remote::refresh);
  }

  private void checkTimers() {
    running.values().forEach(Generation::checkTimers);
    running.values().stream().filter(Generation::begunElsewhere).forEach(this::note);
    afterthoughts.checkTimers();
  }

  /** Stores the model at once: a node that takes over needs it for the cost. */
  private void note(Generation generation) {
    Thread.ofVirtual().name("note-" + generation.reply().id()).start(() -> ends.note(generation));
  }

  /** Signals that other nodes have journalled or ended replies; does not block. */
  public void changed() {
    tasks.request();
  }

  /** The number of replies that this node is generating. */
  public int runningReplies() {
    return running.size();
  }

  /** Whether this node accepts no more messages because it is stopping. */
  public boolean draining() {
    return draining;
  }

  /** Sets whether the database has free space; without it no reply begins that could not end. */
  void hasRoom(boolean value) {
    hasRoom = value;
  }

  /**
   * Reserves a place for a reply of this visitor, or says why none can begin here now.
   *
   * @param subject the dialog that gets the reply, or the reply whose sibling it becomes
   */
  public Admissions.Admission admit(Visitor visitor, UUID subject) {
    return admissions.admit(
        visitor, subject, (others, ofVisitor) -> refusal(visitor, others, ofVisitor));
  }

  private Optional<Refusal> refusal(Visitor visitor, int held, int heldForVisitor) {
    if (draining) {
      return Optional.of(new Refusal.Draining(BUSY_RETRY));
    }
    if (!hasRoom) {
      return Optional.of(new Refusal.NoRoom(BUSY_RETRY));
    }
    if (running.size() + held >= settings.bounds().replies()) {
      return Optional.of(new Refusal.NodeFull(BUSY_RETRY));
    }
    int ofVisitor = running(visitor) + heldForVisitor;
    return ofVisitor >= settings.bounds().repliesPerVisitor()
        ? Optional.of(new Refusal.TooManyReplies(ofVisitor, BUSY_RETRY))
        : Optional.empty();
  }

  private int running(Visitor visitor) {
    return Math.toIntExact(
        running.values().stream().filter(each -> each.reply().visitor().equals(visitor)).count());
  }

  /** Counts a refusal, and logs what the operator should know of it. */
  public void refused(Visitor visitor, Refusal refusal) {
    ledger.refused(visitor.assistant(), refusal);
    if (refusal instanceof Refusal.BudgetSpent(SpentBudget spent)) {
      budgets.tellSpent(spent);
    }
  }

  EngineSettings settings() {
    return settings;
  }

  OperationLedger ledger() {
    return ledger;
  }

  /** How long the journal could not be written; zero if it can. */
  public Duration journalLag() {
    return journalWriter.lag();
  }

  /** A new reply of an assistant, owned by this node, to be stored. */
  public NewReply newReply(Visitor visitor, AssistantSettings assistant, ReplyId id) {
    String model = assistant.model().orElse(settings.defaultModel());
    return new NewReply(
        id,
        settings.self(),
        model,
        reach(assistant, model),
        budgets.ofReply(visitor, assistant, model));
  }

  /** How much of a dialog fits the model, in the units of {@link ReplyRepository#path}. */
  int reach(AssistantSettings assistant, String model) {
    return Prompt.reach(assistant, llm.model(model));
  }

  /**
   * Starts generating a reply that this node owns, from the text it has.
   *
   * @param place the reserved place, which the reply takes
   * @param path the messages that fit the model, the question last
   */
  public void begin(
      Admissions.Admission place,
      Visitor visitor,
      AssistantSettings assistant,
      Reply reply,
      List<Message> path) {
    afterthoughts.giveWay(reply.dialog());
    var live = new OwnedReply(visitor, reply, time);
    LlmRequest request = request(visitor.id(), assistant, reply.model(), path, reply.text());
    var generation = new Generation(live, request, llm, assistant.showReasoning(), settings, time);
    place.exchange(() -> running.put(live.id(), generation));
    Thread.ofVirtual()
        .name("reply-" + live.id())
        .start(() -> {
          boolean ended = generate(generation);
          budgets.settle(assistant, live.id(), reply.lineage().attempt(), generation.cost());
          if (ended) {
            afterthoughts.begin(visitor, assistant, path, request, live.snapshot());
          }
        });
  }

  /** Continues a reply that this node took over. */
  void goOn(Visitor visitor, AssistantSettings assistant, Reply reply, List<Message> path) {
    begin(admissions.unlimited(), visitor, assistant, reply, path);
  }

  /**
   * Builds the request for a reply.
   *
   * @param given what the reply already has, from which the model continues
   */
  LlmRequest request(
      VisitorId visitor,
      AssistantSettings assistant,
      String model,
      List<Message> path,
      ReplyText given) {
    Optional<String> kept = Optional.of(given.text()).filter(text -> !text.isEmpty());
    return Prompt.request(assistant, llm.model(model), path, endUser.apply(visitor), kept);
  }

  /** Runs the generation; returns whether the reply ended here. */
  private boolean generate(Generation generation) {
    Optional<ReplyEnd> end = generation.run();
    OwnedReply live = generation.reply();
    if (end.isEmpty() && !generation.lost()) {
      // Left to other nodes: the drain hands it over.
      return false;
    }
    try {
      if (end.isPresent()) {
        return ends.store(live, end.get());
      }
      ends.settle(live);
      return false;
    } finally {
      running.remove(live.id());
      ends.account(generation);
    }
  }

  /** Ends a reply that this node owns but does not generate; does not block. */
  void end(Visitor visitor, Reply reply, ReplyEnd end) {
    var live = new OwnedReply(visitor, reply, time);
    Thread.ofVirtual().name("reply-" + live.id()).start(() -> ends.store(live, end));
  }

  /** The reply in memory; empty if it is not generated here, or its ownership is unconfirmed. */
  public Optional<Reply> current(Visitor visitor, ReplyId reply) {
    return live(visitor, reply).filter(LiveReply::sure).map(LiveReply::snapshot);
  }

  /** Finds a reply of this visitor that is generated here. */
  Optional<LiveReply> live(Visitor visitor, ReplyId reply) {
    return Optional.ofNullable(running.get(reply))
        .<LiveReply>map(Generation::reply)
        // The generation of a deleted one may take a moment to end.
        .filter(live -> live.visitor().equals(visitor) && !live.isDeleted());
  }

  /** Returns a reply of this visitor that is not generated here, updated while it grows. */
  LiveReply remote(Visitor visitor, Reply stored) {
    return remote.copy(visitor, stored);
  }

  /** Stops a reply if it is generated here. */
  void stop(ReplyId reply) {
    Optional.ofNullable(running.get(reply)).ifPresent(Generation::stop);
  }

  /** Ends the generations of a deleted dialog. */
  public void discard(DialogId dialog) {
    afterthoughts.discard(dialog);
    discard(reply -> reply.seed().dialog().equals(dialog));
  }

  /** Ends all generations of an erased visitor. */
  public void discard(Visitor visitor) {
    afterthoughts.discard(visitor);
    discard(reply -> reply.visitor().equals(visitor));
  }

  /**
   * Ends what is served to visitors whose tokens are no longer accepted: their streams ask them to
   * connect again. Does not block.
   *
   * @param blocked whether their replies are stopped as well
   */
  public void revoked(Predicate<Visitor> whose, boolean blocked) {
    remote.release(whose);
    running.values().stream()
        .filter(generation -> whose.test(generation.reply().visitor()))
        .forEach(generation -> {
          generation.reply().release();
          if (blocked) {
            generation.stop();
          }
        });
  }

  /** Gives the replies that are generated here for an anonymous visitor to the identified one. */
  public void move(Visitor anonymous, Visitor identified) {
    running.values().stream()
        .map(Generation::reply)
        .filter(reply -> reply.visitor().equals(anonymous))
        .forEach(reply -> reply.moveTo(identified));
  }

  private void discard(Predicate<LiveReply> deleted) {
    running.values().stream()
        .filter(generation -> deleted.test(generation.reply()))
        .forEach(generation -> {
          generation.reply().delete(ReplyEnd.stopped(time.now()));
          generation.lose();
        });
  }

  /** How many more replies this node may generate. */
  int room() {
    return draining ? 0 : settings.bounds().replies() - running.size();
  }

  /** Whether this node generates a reply or is storing its end. */
  boolean holds(ReplyId reply) {
    return running.containsKey(reply) || ends.holds(reply);
  }

  /**
   * Accepts no more messages, waits for running replies to finish, then leaves the rest to other
   * nodes or to the next start. Blocks for {@code patience} at most, plus a few seconds for the
   * last writes.
   */
  public void drain(Duration patience) {
    draining = true;
    if (!running.isEmpty()) {
      log.info("Waiting up to {} s for {} running replies", patience.toSeconds(), running.size());
    }
    var ends = new RunningEnds(time);
    ends.await(patience, running.values(), () -> hurried);
    running.values().forEach(Generation::leave);
    ends.await(
        LAST_WRITES, running.values().stream().filter(Generation::ending).toList(), () -> false);
    handOver();
    running.values().forEach(generation -> generation.reply().withdraw());
    running.clear();
  }

  /** Ends the patience of a current or future drain. Does not block. */
  public void hurry() {
    hurried = true;
  }

  private void handOver() {
    if (running.isEmpty()) {
      return;
    }
    journalWriter.write(running.values());
    try {
      replies.handOver(settings.self(), running.keySet());
      log.info("{} running replies are left to other nodes", running.size());
    } catch (StorageUnavailableException e) {
      log.warn("Running replies could not be handed over: the database is unavailable");
    }
  }

  /** Stops the engine's threads. Replies not stored by now are taken over later. */
  @Override
  public void close() {
    draining = true;
    tasks.close();
    afterthoughts.close();
    Collection<Generation> rest = List.copyOf(running.values());
    rest.forEach(Generation::leave);
  }
}
