package io.chatframe.benchmark.start;

import io.chatframe.benchmark.load.Shape;
import io.chatframe.benchmark.server.Chatframe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Asks a server with a small heap for more replies and more streams than its default limits allow,
 * and looks whether it says so, lives on, and serves as before.
 */
final class Limits {
  /** More than twice of MAX_LIVE_REPLIES, from visitors of whom many want more than five each. */
  private static final int MESSAGES = 5_000;

  /** With the one that asked, more than MAX_STREAMS over all replies. */
  private static final int FOLLOWERS_PER_REPLY = 5;

  private static final int MESSAGES_AFTERWARDS = 200;
  private static final long LONGEST_SECONDS = 180;
  private static final long PAUSE_SECONDS = 5;

  /** An answer of an ordinary length, long enough for all clients to be there together. */
  private static final Shape TALK = new Shape(0, 900, 10, 1_000_000);

  private static final Shape SHORT = new Shape(0, 3, 3, 0);

  private final Bench bench;
  private final int heap;

  Limits(Bench bench, int heap) {
    this.bench = bench;
    this.heap = heap;
  }

  Map<String, Double> measure(Variant variant) throws IOException, InterruptedException {
    List<String> command = bench.application().command(variant, List.of("-Xmx%dm".formatted(heap)));
    try (Running server = bench.startLimited(variant, command)) {
      server.awaitReady();
      Chatframe product = Chatframe.of(server.process(), server.port());
      Map<String, Double> figures = new LinkedHashMap<>();
      overload(server, product, figures);
      bench.loop().runFor(PAUSE_SECONDS);
      figures.put("answered afterwards", afterwards(server, product));
      figures.put("alive", server.process().isAlive() && server.isReady() ? 1.0 : 0.0);
      return figures;
    } finally {
      bench.provider().finishAll();
      bench.loop().clearTimers();
    }
  }

  private void overload(Running server, Chatframe product, Map<String, Double> figures)
      throws IOException, InterruptedException {
    product.prepare(MESSAGES);
    try (Crowd messages = new Crowd(bench.loop(), product.port());
        Crowd followers = new Crowd(bench.loop(), product.port())) {
      messages.open(
          IntStream.range(0, MESSAGES)
              .mapToObj(client -> product.request(client, 0, TALK.message()))
              .toList());
      followers.open(follows(product, messages));
      if (server.process().isAlive()) {
        figures.put(
            "live heap at the top, MiB",
            new Jcmd(server.process().pid()).liveKibibytes() / 1_024.0);
      }
      figures.put("resident, MiB", (double) server.process().family().residentMebibytes());
      messages.awaitEnds(LONGEST_SECONDS);
      followers.awaitEnds(LONGEST_SECONDS);
      put(figures, "messages", messages);
      put(figures, "followers", followers);
      System.err.println(
          "messages: %s, followers: %s".formatted(messages.faults(), followers.faults()));
    }
  }

  private static List<byte[]> follows(Chatframe product, Crowd messages) {
    List<Offer> offers = messages.offers();
    List<byte[]> requests = new ArrayList<>();
    for (int i = 0; i < FOLLOWERS_PER_REPLY; i++) {
      for (int client = 0; client < offers.size(); client++) {
        int follower = client;
        offers.get(client).reply().ifPresent(id -> requests.add(product.follow(follower, id)));
      }
    }
    return requests;
  }

  private static void put(Map<String, Double> figures, String who, Crowd crowd) {
    figures.put(who + " accepted", crowd.count(Offer.Fate.ACCEPTED));
    figures.put(who + " refused", crowd.count(Offer.Fate.REFUSED));
    figures.put(who + " in error", crowd.count(Offer.Fate.ERROR) + crowd.count(Offer.Fate.WAITING));
    figures.put(who + " told to the end", crowd.complete());
  }

  /** One client after the other, which is no load at all: each must be answered. */
  private double afterwards(Running server, Chatframe product) throws IOException {
    double answered = 0;
    for (int client = 0; client < MESSAGES_AFTERWARDS && server.process().isAlive(); client++) {
      try (Crowd one = new Crowd(bench.loop(), product.port())) {
        one.open(List.of(product.request(client, 1, SHORT.message())));
        one.awaitEnds(PAUSE_SECONDS);
        answered += one.complete();
      }
    }
    return answered;
  }
}
