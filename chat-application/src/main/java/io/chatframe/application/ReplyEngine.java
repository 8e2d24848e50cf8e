package io.chatframe.application;

import io.chatframe.domain.AssistantSettings;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.port.Acceptance;
import io.chatframe.domain.port.LlmEvent;
import io.chatframe.domain.port.LlmException;
import io.chatframe.domain.port.LlmFailure;
import io.chatframe.domain.port.LlmPort;
import io.chatframe.domain.port.LlmStream;
import io.chatframe.domain.port.ReplyJournal;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.domain.port.StorageUnavailableException;
import io.chatframe.domain.port.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replies this node generates: begins them on threads of their own, journals them, holds their
 * timers, stores their ends. No connection owns any of it. Thread-safe.
 */
public final class ReplyEngine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReplyEngine.class);
  private static final Duration BUSY_RETRY = Duration.ofSeconds(5);
  private static final Duration PATIENCE_WITH_DATABASE = Duration.ofSeconds(30);
  private static final long TIMER_MILLIS = 100;
  private static final long LONGEST_BACKOFF_MILLIS = 1_000;

  private final EngineSettings settings;
  private final LlmPort llm;
  private final ReplyRepository replies;
  private final TimeSource time;
  private final Function<VisitorId, String> endUser;
  private final JournalWriter journalWriter;
  private final ConcurrentHashMap<ReplyId, Generation> running = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean draining;

  /**
   * @param endUser what providers are told of a visitor: opaque, and not to be turned back
   */
  public ReplyEngine(
      EngineSettings settings,
      LlmPort llm,
      ReplyRepository replies,
      ReplyJournal journal,
      TimeSource time,
      Function<VisitorId, String> endUser) {
    this.settings = settings;
    this.llm = llm;
    this.replies = replies;
    this.time = time;
    this.endUser = endUser;
    this.journalWriter = new JournalWriter(settings.self(), journal, this::lost);
  }

  /** Begins to journal and to hold the timers. */
  public void start() {
    every(
        settings.journalTick().toMillis(), "journal", () -> journalWriter.write(running.values()));
    every(TIMER_MILLIS, "timers", () -> running.values().forEach(Generation::checkTimers));
  }

  /** How many replies this node is generating. */
  public int runningReplies() {
    return running.size();
  }

  /** Whether this node takes no more messages because it is about to stop. */
  public boolean draining() {
    return draining;
  }

  /** Why no reply can be begun here now for this visitor; empty when one can. */
  Optional<Refusal> refusal(Visitor visitor) {
    if (draining) {
      return Optional.of(new Refusal.Draining(BUSY_RETRY));
    }
    if (running.size() >= settings.maxLiveReplies()) {
      return Optional.of(new Refusal.Overloaded(BUSY_RETRY));
    }
    int ofVisitor = running(visitor);
    return ofVisitor >= settings.maxRepliesPerVisitor()
        ? Optional.of(new Refusal.TooManyReplies(ofVisitor, BUSY_RETRY))
        : Optional.empty();
  }

  private int running(Visitor visitor) {
    return (int)
        running.values().stream()
            .filter(generation -> generation.reply().visitor().equals(visitor))
            .count();
  }

  EngineSettings settings() {
    return settings;
  }

  /** The reply of an acceptance; generated here from now on where it was begun. */
  Reply take(Visitor visitor, AssistantSettings assistant, Acceptance acceptance, String missing) {
    return switch (acceptance) {
      case Acceptance.Begun begun -> {
        begin(visitor, assistant, begun);
        yield begun.reply();
      }
      case Acceptance.Repeated repeated -> repeated.reply();
      case Acceptance.Busy busy ->
          throw new RefusedException(new Refusal.ReplyRunning(busy.running()));
      case Acceptance.IdTaken _ -> throw new RefusedException(new Refusal.IdTaken());
      case Acceptance.Missing _ -> throw new RefusedException(new Refusal.NotFound(missing));
    };
  }

  private void begin(Visitor visitor, AssistantSettings assistant, Acceptance.Begun begun) {
    var live = new LiveReply(visitor, begun.reply());
    var generation =
        new Generation(
            live, open(visitor, assistant, begun), assistant.showReasoning(), settings, time);
    running.put(live.id(), generation);
    Thread.ofVirtual().name("reply-" + live.id()).start(() -> generate(generation));
  }

  private LlmStream open(Visitor visitor, AssistantSettings assistant, Acceptance.Begun begun) {
    try {
      return llm.open(
          Prompt.request(
              assistant, settings.defaultModel(), begun.path(), endUser.apply(visitor.id())));
    } catch (RuntimeException e) {
      // The reply is stored already: it must come to an end, or its dialog would be busy for ever.
      log.error("Reply {} could not be begun: {}", begun.reply().id(), e.getClass().getName());
      return new UnopenedStream();
    }
  }

  /** Fails at once. */
  private static final class UnopenedStream implements LlmStream {
    @Override
    public LlmEvent next() {
      throw new LlmException(new LlmFailure.Closed());
    }

    @Override
    public String model() {
      return "";
    }

    @Override
    public void close() {}
  }

  private void generate(Generation generation) {
    LiveReply live = generation.reply();
    ReplyEnd end = generation.run();
    try {
      if (store(live, end)) {
        live.end(end);
        log.info("Reply {} {}", live.id(), end.status().wireName());
      } else {
        live.delete(Ends.stopped(time.now(), Optional.empty()));
        log.info("Reply {} is no longer ours", live.id());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running.remove(live.id());
    }
  }

  /**
   * Stores an end however long the database is away; {@code false} when the reply is no longer this
   * node's.
   */
  private boolean store(LiveReply live, ReplyEnd end) throws InterruptedException {
    long backoff = 50;
    long began = time.nanos();
    while (true) {
      try {
        int attempt = live.seed().lineage().attempt();
        return replies.end(settings.self(), live.id(), attempt, live.snapshot().text(), end);
      } catch (StorageUnavailableException e) {
        log.warn("Reply {} cannot be stored yet: the database is unavailable", live.id());
        if (closed.await(backoff, TimeUnit.MILLISECONDS)) {
          live.release();
          throw new InterruptedException("closed before the reply could be stored");
        }
        backoff = Math.min(backoff * 2, LONGEST_BACKOFF_MILLIS);
        if (time.nanos() - began > PATIENCE_WITH_DATABASE.toNanos()) {
          began = time.nanos();
          live.release();
        }
      }
    }
  }

  Optional<LiveReply> live(ReplyId reply) {
    return Optional.ofNullable(running.get(reply)).map(Generation::reply);
  }

  /** Stops a reply where it is generated here. */
  void stop(ReplyId reply) {
    Optional.ofNullable(running.get(reply)).ifPresent(Generation::stop);
  }

  /** Ends the generation of a dialog that was deleted. */
  void discard(DialogId dialog) {
    running.values().stream()
        .filter(generation -> generation.reply().seed().dialog().equals(dialog))
        .forEach(this::lost);
  }

  private void lost(Generation generation) {
    generation.reply().delete(Ends.stopped(time.now(), Optional.empty()));
    generation.stop();
  }

  /**
   * Takes no more messages, gives running replies a time to finish, then ends the rest as
   * interrupted with their text. Blocks for that time at most, and a few seconds to store the ends.
   */
  public void drain(Duration patience) {
    draining = true;
    if (!running.isEmpty()) {
      log.info("Waiting up to {} s for {} running replies", patience.toSeconds(), running.size());
    }
    awaitNoneRunning(patience);
    List<Generation> rest = List.copyOf(running.values());
    rest.forEach(Generation::leave);
    awaitNoneRunning(Duration.ofSeconds(3));
    running.values().forEach(generation -> generation.reply().release());
  }

  private void awaitNoneRunning(Duration patience) {
    long until = time.nanos() + patience.toNanos();
    try {
      for (Generation generation : List.copyOf(running.values())) {
        long left = TimeUnit.NANOSECONDS.toMillis(until - time.nanos());
        if (left <= 0 || !generation.reply().awaitEnd(left)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends the engine's own threads; what is not stored by now is found interrupted at the next
   * start.
   */
  @Override
  public void close() {
    draining = true;
    closed.countDown();
    Collection<Generation> rest = List.copyOf(running.values());
    rest.forEach(Generation::leave);
  }

  private void every(long millis, String name, Runnable work) {
    Thread.ofVirtual()
        .name("engine-" + name)
        .start(() -> {
          try {
            while (!closed.await(millis, TimeUnit.MILLISECONDS)) {
              run(name, work);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static void run(String name, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      // The loop must outlive a defect of one round; the class tells enough and carries no text.
      log.error("The engine's {} failed by {}", name, e.getClass().getName());
    }
  }
}
