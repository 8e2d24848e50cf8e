package io.chatframe.benchmark;

import com.sun.management.UnixOperatingSystemMXBean;
import io.chatframe.benchmark.load.Client;
import io.chatframe.benchmark.load.EventLoop;
import io.chatframe.benchmark.load.Recorder;
import io.chatframe.benchmark.load.ScriptedProvider;
import io.chatframe.benchmark.server.Contestant;
import io.chatframe.benchmark.server.Family;
import io.chatframe.benchmark.server.Postgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Opens very many streams without tokens, and measures other calls without and beside them, and
 * beside clients that talk.
 */
final class IdleRound {
  private static final int CALL_EVERY_MILLIS = 50;
  private static final int OPENING_AT_ONCE = 64;
  private static final int LOOK_EVERY_MILLIS = 5;
  private static final long MOST_NANOS_TO_OPEN = TimeUnit.SECONDS.toNanos(90);
  private static final long MOST_NANOS_TO_END = TimeUnit.SECONDS.toNanos(60);
  private static final int SPARE_FILES = 500;

  private final EventLoop loop;
  private final ScriptedProvider provider;
  private final Postgres database;
  private final Contestant contestant;
  private final Scenario scenario;
  private final Recorder streams = new Recorder();
  private final Recorder calls = new Recorder();
  private final List<Client> open = new ArrayList<>();
  private final Set<Client> opening = new LinkedHashSet<>();
  private final List<Client> talkers = new ArrayList<>();
  private final int[] sent;
  private final Client caller;
  private int unfinished;
  private boolean calling;
  private boolean ending;
  private int talking;

  IdleRound(
      EventLoop loop,
      ScriptedProvider provider,
      Postgres database,
      Contestant contestant,
      Scenario scenario) {
    this.loop = loop;
    this.provider = provider;
    this.database = database;
    this.contestant = contestant;
    this.scenario = scenario;
    this.caller = new Client(loop, contestant.port(), calls);
    this.sent = new int[scenario.talking()];
  }

  Window measure(int round, int warmUpSeconds, int windowSeconds) throws IOException {
    int wanted = Math.min(scenario.clients(), mostStreams());
    contestant.prepare(wanted + scenario.talking());
    call();
    loop.runFor(warmUpSeconds);
    calls.reset();
    loop.runFor(windowSeconds);
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    figures.put(Figure.CALL_50_ALONE, calls.wholeMillis(50));
    figures.put(Figure.CALL_99_ALONE, calls.wholeMillis(99));

    open(wanted);
    talk(wanted);
    calls.reset();
    Usage before = Usage.now(contestant, database);
    loop.runFor(windowSeconds);
    Usage after = Usage.now(contestant, database);
    figures.put(Figure.CALL_50, calls.wholeMillis(50));
    figures.put(Figure.CALL_99, calls.wholeMillis(99));
    figures.put(Figure.STREAMS, (double) unfinished);
    figures.put(
        Figure.RESIDENT,
        contestant.family().map(Family::residentMebibytes).map(Double::valueOf).orElse(Double.NaN));
    figures.put(Figure.SERVER_LOAD, after.serverCpuSince(before));
    figures.put(Figure.CLIENT_LOAD, after.clientCpuSince(before));
    Verdict verdict = verdict(before, after);
    end();
    return new Window(contestant.name(), scenario.name(), round, figures, verdict);
  }

  /** If the one before is not answered yet, that one shows it. */
  private void call() {
    if (!calling) {
      calling = true;
      caller.send(contestant.call(0), 0, () -> calling = false);
    }
    loop.after(CALL_EVERY_MILLIS, this::call);
  }

  /** A few at a time, so that no queue of connections overflows. */
  private void open(int wanted) throws IOException {
    long until = System.nanoTime() + MOST_NANOS_TO_OPEN;
    while (open.size() < wanted || !opening.isEmpty()) {
      opening.removeIf(Client::isAnswered);
      while (opening.size() < OPENING_AT_ONCE && open.size() < wanted) {
        openOne();
      }
      long look = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MILLIS);
      loop.runUntil(() -> System.nanoTime() - look >= 0);
      if (System.nanoTime() - until >= 0) {
        return;
      }
    }
  }

  private void openOne() {
    Client client = new Client(loop, contestant.port(), streams);
    byte[] request = contestant.request(open.size(), 0, scenario.shape().message());
    open.add(client);
    opening.add(client);
    unfinished++;
    client.send(
        request,
        1,
        () -> {
          unfinished--;
          opening.remove(client);
        });
  }

  /** Lets the talkers begin one after the other, and returns once all of them talk. */
  private void talk(int first) throws IOException {
    long lengthNanos = Scenario.TALK.lengthNanos();
    long now = System.nanoTime();
    for (int i = 0; i < scenario.talking(); i++) {
      int talker = i;
      talkers.add(new Client(loop, contestant.port(), streams));
      loop.at(now + lengthNanos * i / scenario.talking(), () -> talk(first, talker));
    }
    if (scenario.talking() > 0) {
      loop.runFor(TimeUnit.NANOSECONDS.toSeconds(lengthNanos) + 1);
    }
  }

  private void talk(int first, int talker) {
    if (ending) {
      return;
    }
    byte[] request = contestant.request(first + talker, sent[talker]++, Scenario.TALK.message());
    talking++;
    talkers
        .get(talker)
        .send(
            request,
            Scenario.TALK.pieces(),
            () -> {
              talking--;
              talk(first, talker);
            });
  }

  private Verdict verdict(Usage before, Usage after) {
    Verdict ordinary = Verdict.of(contestant, scenario, calls, before, after);
    List<String> notes = new ArrayList<>(ordinary.notes());
    if (unfinished < scenario.clients()) {
      notes.add(
          "%d of %d streams were open; the limit of open files allows %d here"
              .formatted(unfinished, scenario.clients(), mostStreams()));
    }
    return new Verdict(ordinary.faults(), ordinary.disturbances(), notes)
        .with(calls.faults())
        .with(streams.faults());
  }

  private void end() throws IOException {
    ending = true;
    long until = System.nanoTime() + MOST_NANOS_TO_END;
    loop.runUntil(() -> talking == 0 || System.nanoTime() - until >= 0);
    provider.finishAll();
    loop.runUntil(() -> unfinished == 0 || System.nanoTime() - until >= 0);
    open.forEach(Client::close);
    talkers.forEach(Client::close);
    caller.close();
    loop.clearTimers();
  }

  /** Each has two ends in this process: the client's and the provider's. Talkers need theirs. */
  private int mostStreams() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? (int)
            Math.min(
                Integer.MAX_VALUE,
                (system.getMaxFileDescriptorCount() - SPARE_FILES) / 2 - scenario.talking())
        : Integer.MAX_VALUE;
  }
}
