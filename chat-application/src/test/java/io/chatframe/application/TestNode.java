package io.chatframe.application;

import io.chatframe.application.access.Restrictions;
import io.chatframe.application.afterthought.Afterthoughts;
import io.chatframe.application.budget.Budgets;
import io.chatframe.application.limit.RateLimits;
import io.chatframe.application.limit.UseLimits;
import io.chatframe.application.reply.EngineSettings;
import io.chatframe.application.reply.FollowEvent;
import io.chatframe.application.reply.FollowReply;
import io.chatframe.application.reply.NodeKeeper;
import io.chatframe.application.reply.ReplyEngine;
import io.chatframe.application.reply.ReplyFollower;
import io.chatframe.application.reply.ReplyTakeover;
import io.chatframe.application.reply.StopReply;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.Appearance;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.assistant.LauncherLook;
import io.chatframe.domain.budget.Budget;
import io.chatframe.domain.limit.Caller;
import io.chatframe.domain.port.InMemoryAudit;
import io.chatframe.domain.port.InMemoryRates;
import io.chatframe.domain.port.InMemoryRestrictions;
import io.chatframe.domain.port.InMemoryStore;
import io.chatframe.domain.port.llm.ScriptedLlm;
import io.chatframe.domain.port.metric.InMemoryOperations;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import org.awaitility.Awaitility;

/** One node: the whole application on fakes. Several nodes may share a store. */
public final class TestNode implements AutoCloseable {
  static final int MOST_OF_A_VISITOR = 50;
  public static final Visitor VISITOR =
      new Visitor(new VisitorId(UUID.randomUUID()), new AssistantName("default"));
  public static final Caller CALLER = by(VISITOR);
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  public final TestTime time;
  public final InMemoryStore store;
  public final ScriptedLlm llm = new ScriptedLlm();
  public final NodeId self = new NodeId(UUID.randomUUID());
  public final ReplyEngine engine;
  public final Budgets budgets;
  public final InMemoryAudit audit = new InMemoryAudit();
  public final InMemoryOperations operations = new InMemoryOperations();
  public final SendMessage send;
  public final FollowReply follow;
  public final StopReply stop;
  public final RegenerateReply regenerate;
  public final ReadDialog read;
  public final DeleteDialog delete;
  public final ReplyTakeover takeover;

  public TestNode() {
    this(new TestTime());
  }

  private TestNode(TestTime time) {
    this(time, new InMemoryStore(time), assistant(true), 2_000);
  }

  public TestNode(TestTime time, InMemoryStore store, AssistantSettings assistant, int maxLive) {
    this(time, store, assistant, maxLive, Duration.ofMillis(5));
  }

  private TestNode(
      TestTime time,
      InMemoryStore store,
      AssistantSettings assistant,
      int maxLive,
      Duration journalTick) {
    this.time = time;
    this.store = store;
    EngineSettings standard = settings(self, false);
    var settings =
        new EngineSettings(
            self,
            standard.defaultModel(),
            false,
            new EngineSettings.Bounds(maxLive, MOST_OF_A_VISITOR, 10_000),
            standard.patience(),
            journalTick,
            standard.followAtMost());
    budgets = new Budgets(Optional.empty(), ZoneOffset.UTC, llm, store.budgets(), audit, time);
    Optional<String> small =
        assistant.model().isPresent() ? Optional.empty() : Optional.of("small");
    var afterthoughts = new Afterthoughts(small, llm, store, budgets, operations, time);
    engine =
        new ReplyEngine(
            settings,
            llm,
            store,
            store,
            afterthoughts,
            budgets,
            operations,
            time,
            visitor -> "someone");
    engine.start();
    UseLimits limits = unlimited(time);
    send =
        new SendMessage(
            _ -> Optional.of(assistant),
            store,
            engine,
            limits,
            UUID::randomUUID,
            time,
            ZoneOffset.UTC);
    follow = new FollowReply(store, engine, time);
    stop = new StopReply(store, engine, follow);
    regenerate = new RegenerateReply(_ -> Optional.of(assistant), store, engine, limits);
    read = new ReadDialog(store, engine);
    delete = new DeleteDialog(store, engine);
    takeover = new ReplyTakeover(_ -> Optional.of(assistant), store, llm, engine, budgets, time);
  }

  public ContinueReply continueReply() {
    return new ContinueReply(_ -> Optional.of(assistant(true)), store, engine, unlimited(time));
  }

  public static AssistantSettings assistant(boolean showReasoning) {
    return assistant(showReasoning, Optional.empty(), List.of());
  }

  /** An assistant that declares these facts. */
  public static AssistantSettings assistant(List<String> context) {
    return assistant(true, Optional.empty(), context);
  }

  private static AssistantSettings assistant(
      boolean showReasoning, Optional<String> model, List<String> context) {
    return assistant(showReasoning, model, context, false, false);
  }

  public static AssistantSettings assistant(
      boolean showReasoning,
      Optional<String> model,
      List<String> context,
      boolean titles,
      boolean followUps) {
    return assistant(showReasoning, model, context, titles, followUps, List.of());
  }

  private static AssistantSettings assistant(
      boolean showReasoning,
      Optional<String> model,
      List<String> context,
      boolean titles,
      boolean followUps,
      List<Budget> budgets) {
    return new AssistantSettings(
        VISITOR.assistant(),
        "Nora",
        "Hello",
        List.of(),
        "Be kind.",
        model,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        "auto",
        Optional.empty(),
        showReasoning,
        showReasoning,
        100,
        OptionalDouble.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        context,
        titles,
        followUps,
        Optional.empty(),
        budgets,
        0,
        false,
        false,
        LauncherLook.DEFAULT,
        Appearance.STANDARD);
  }

  /** A visitor's calls from a network of the documentation. */
  public static Caller by(Visitor visitor) {
    return new Caller(visitor, "192.0.2.1");
  }

  /** Limits that are never reached. */
  public static UseLimits unlimited(TestTime time) {
    return new UseLimits(
        new RateLimits(Map.of(), new InMemoryRates(time), time),
        new Restrictions(new InMemoryRestrictions(), _ -> Optional.empty()));
  }

  /** A node that does not journal before a reply ends. */
  static TestNode withoutJournal() {
    var time = new TestTime();
    return new TestNode(time, new InMemoryStore(time), assistant(true), 2_000, Duration.ofHours(1));
  }

  /** A second node with the same store and clock. */
  public TestNode another() {
    return new TestNode(time, store, assistant(true), 2_000);
  }

  /** A second node with a limit on concurrent replies. */
  public TestNode another(int maxLive) {
    return new TestNode(time, store, assistant(true), maxLive);
  }

  /** A node whose assistant has titles and follow-ups. */
  public static TestNode withAfterthoughts(boolean titles, boolean followUps) {
    var time = new TestTime();
    AssistantSettings assistant = assistant(true, Optional.empty(), List.of(), titles, followUps);
    return new TestNode(time, new InMemoryStore(time), assistant, 2_000);
  }

  /** A node whose model costs two millionths of a dollar per token. */
  public static TestNode paying(boolean titles, Budget... budgets) {
    var time = new TestTime();
    return new TestNode(time, new InMemoryStore(time), paid(titles, budgets), 2_000);
  }

  /** A second node that shares the store and the budgets of a paying one. */
  public TestNode anotherPaying(Budget... budgets) {
    return new TestNode(time, store, paid(false, budgets), 2_000);
  }

  private static AssistantSettings paid(boolean titles, Budget... budgets) {
    Optional<String> model = Optional.of("costs-2");
    return assistant(true, model, List.of(), titles, false, List.of(budgets));
  }

  /** A second node whose assistant uses another model. */
  public TestNode withModel(String model) {
    return new TestNode(time, store, assistant(true, Optional.of(model), List.of()), 2_000);
  }

  public static SendMessage.Command message(DialogId dialog, String text) {
    return new SendMessage.Command(
        dialog, new MessageId(UUID.randomUUID()), Optional.empty(), text, Map.of());
  }

  public static DialogId newDialog() {
    return new DialogId(UUID.randomUUID());
  }

  public Reply ask(String text) {
    return send.send(CALLER, message(newDialog(), text));
  }

  /** The shipped defaults. */
  public static EngineSettings settings(NodeId self, boolean sole) {
    return EngineSettings.standard(self, "model-1", sole, 2_000, MOST_OF_A_VISITOR);
  }

  /** A keeper of this node's lease that takes over from others, to be driven beat by beat. */
  public NodeKeeper keeper(boolean sole) {
    return new NodeKeeper(settings(self, sole), store, store, engine, takeover, time);
  }

  /** Sends a message, and waits until the model's output is journalled. */
  public Reply journalled(String text) {
    Reply reply = ask("Tell me");
    llm.awaitStream().text(text);
    awaitText(reply, text.length());
    return reply;
  }

  /** Waits until this much of a reply's text is journalled. */
  public void awaitText(Reply reply, int length) {
    Awaitility.await()
        .until(
            () -> store.find(VISITOR, reply.id()).orElseThrow().text().text().length() == length);
  }

  /** All events from a cursor to the last. */
  public List<FollowEvent> events(ReplyId reply, Cursor from) throws InterruptedException {
    ReplyFollower follower = follow.follow(VISITOR, reply, from);
    var events = new ArrayList<FollowEvent>();
    do {
      events.add(follower.next(PATIENCE));
    } while (!(events.getLast() instanceof FollowEvent.Done)
        && !(events.getLast() instanceof FollowEvent.Reconnect)
        && !(events.getLast() instanceof FollowEvent.Quiet));
    return events;
  }

  /** Waits for the reply's end and returns the reply. */
  public Reply ended(ReplyId reply) throws InterruptedException {
    if (events(reply, Cursor.start()).getLast() instanceof FollowEvent.Done done) {
      return done.reply();
    }
    throw new AssertionError("The reply did not end in time");
  }

  @Override
  public void close() {
    engine.close();
  }
}
