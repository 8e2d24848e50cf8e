package io.chatframe.benchmark;

import io.chatframe.benchmark.load.Client;
import io.chatframe.benchmark.load.EventLoop;
import io.chatframe.benchmark.load.Recorder;
import io.chatframe.benchmark.load.ScriptedProvider;
import io.chatframe.benchmark.server.Contestant;
import io.chatframe.benchmark.server.Family;
import io.chatframe.benchmark.server.Postgres;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Puts one load on one contestant, and measures a window of it. */
final class Round {
  private static final long REST_MILLIS = 300;
  private static final long STALLED_AGAIN_MILLIS = 12_000;
  private static final int MOST_SECONDS_TO_END = 30;

  private final EventLoop loop;
  private final ScriptedProvider provider;
  private final Postgres database;
  private final Contestant contestant;
  private final Scenario scenario;
  private final Recorder recorder = new Recorder();
  private final List<Client> clients = new ArrayList<>();
  private final List<Client> stalled = new ArrayList<>();
  private final int[] sent;
  private int open;
  private boolean ending;

  Round(
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
    this.sent = new int[scenario.clients() + scenario.stalled()];
  }

  Window measure(int round, int warmUpSeconds, int windowSeconds) throws IOException {
    for (int i = 0; i < scenario.clients(); i++) {
      clients.add(new Client(loop, contestant.port(), recorder));
    }
    for (int i = 0; i < scenario.stalled(); i++) {
      stalled.add(Client.stalled(loop, contestant.port()));
    }
    contestant.prepare(clients.size() + stalled.size());
    begin();
    // Before that the load is still growing.
    long ramp = TimeUnit.NANOSECONDS.toSeconds(scenario.lengthNanos()) + 1;
    loop.runFor(Math.max(warmUpSeconds, ramp));
    recorder.reset();
    Usage before = Usage.now(contestant, database);
    loop.runFor(windowSeconds);
    Usage after = Usage.now(contestant, database);
    Map<Figure, Double> figures = figures(before, after);
    Verdict verdict = Verdict.of(contestant, scenario, recorder, before, after);
    end();
    // Also of those answers that were running at the end of the window.
    Verdict whole = verdict.with(recorder.faults());
    return new Window(contestant.name(), scenario.name(), round, figures, whole);
  }

  private void begin() {
    if (scenario.arrival() == Scenario.Arrival.TOGETHER) {
      together();
      return;
    }
    long now = System.nanoTime();
    for (int i = 0; i < clients.size(); i++) {
      int client = i;
      loop.at(now + scenario.beginNanos(i), () -> alone(client));
    }
    for (int i = 0; i < stalled.size(); i++) {
      stall(i);
    }
  }

  private void alone(int client) {
    if (!ending) {
      send(client, () -> alone(client));
    }
  }

  private void together() {
    if (ending) {
      return;
    }
    for (int i = 0; i < clients.size(); i++) {
      send(
          i,
          () -> {
            if (open == 0) {
              loop.after(REST_MILLIS, this::together);
            }
          });
    }
  }

  private void send(int client, Runnable whenDone) {
    open++;
    byte[] request = contestant.request(client, sent[client]++, scenario.shape().message());
    clients
        .get(client)
        .send(
            request,
            scenario.shape().pieces(),
            () -> {
              open--;
              whenDone.run();
            });
  }

  /** Whatever the server has done with it meanwhile, a stalled client comes again. */
  private void stall(int index) {
    if (ending) {
      return;
    }
    int client = clients.size() + index;
    Client one = stalled.get(index);
    one.close();
    one.send(
        contestant.request(client, sent[client]++, Scenario.STALLED.message()),
        Scenario.STALLED.pieces(),
        () -> {});
    loop.after(STALLED_AGAIN_MILLIS, () -> stall(index));
  }

  private void end() throws IOException {
    ending = true;
    long until =
        System.nanoTime() + scenario.lengthNanos() + TimeUnit.SECONDS.toNanos(MOST_SECONDS_TO_END);
    loop.runUntil(() -> open == 0 || System.nanoTime() - until >= 0);
    stalled.forEach(Client::close);
    provider.finishAll();
    // The server may need a moment to notice.
    loop.runFor(1);
    clients.forEach(Client::close);
    loop.clearTimers();
  }

  private Map<Figure, Double> figures(Usage before, Usage after) {
    double seconds = after.secondsSince(before);
    double server = after.serverMicrosSince(before);
    double postgres = contestant.stores() ? after.databaseMicrosSince(before) : Double.NaN;
    double tokens = recorder.tokens();
    double messages = recorder.messages();
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    figures.put(Figure.CPU_PER_TOKEN, server / tokens);
    figures.put(Figure.CPU_PER_MESSAGE, server / 1_000 / messages);
    figures.put(Figure.DATABASE_PER_TOKEN, postgres / tokens);
    figures.put(Figure.DATABASE_PER_MESSAGE, postgres / 1_000 / messages);
    figures.put(Figure.MESSAGES, messages / seconds);
    figures.put(Figure.TOKENS, tokens / seconds);
    figures.put(Figure.FIRST_50, recorder.firstMillis(50));
    figures.put(Figure.FIRST_99, recorder.firstMillis(99));
    figures.put(Figure.ADDED_50, recorder.addedMillis(50));
    figures.put(Figure.ADDED_99, recorder.addedMillis(99));
    figures.put(Figure.GAP_99, recorder.gapMillis(99));
    figures.put(
        Figure.RESIDENT,
        contestant.family().map(Family::residentMebibytes).map(Double::valueOf).orElse(Double.NaN));
    figures.put(Figure.SERVER_LOAD, after.serverCpuSince(before));
    figures.put(Figure.CLIENT_LOAD, after.clientCpuSince(before));
    return figures;
  }
}
