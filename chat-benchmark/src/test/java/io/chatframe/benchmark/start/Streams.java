package io.chatframe.benchmark.start;

import io.chatframe.benchmark.load.Shape;
import io.chatframe.benchmark.server.Chatframe;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Measures what open streams take that nothing comes on, each with a reply of its own. */
final class Streams {
  /** Far more than they take, so that nothing but the live objects counts. */
  private static final List<String> HEAP = List.of("-Xms32m", "-Xmx1536m");

  private static final List<Integer> COUNTS = List.of(1_000, 5_000);
  private static final Shape SHORT = new Shape(0, 3, 3, 0);
  private static final int WARM_UP = 50;
  private static final long SETTLE_SECONDS = 3;
  private static final long MOST_SECONDS = 60;
  private static final double KIBIBYTES = 1_024;

  private final Bench bench;

  Streams(Bench bench) {
    this.bench = bench;
  }

  Map<String, Double> measure(Variant variant) throws IOException, InterruptedException {
    List<String> command = bench.application().command(variant, HEAP);
    try (Running server = bench.startAlone(variant, command)) {
      server.awaitReady();
      Chatframe product = Chatframe.of(server.process(), server.port());
      product.prepare(COUNTS.getLast());
      warmUp(product);
      return measure(variant, server, product);
    } finally {
      bench.provider().finishAll();
      bench.loop().clearTimers();
    }
  }

  /** What is loaded and pooled for a first stream is not what each takes. */
  private void warmUp(Chatframe product) throws IOException {
    try (Crowd crowd = new Crowd(bench.loop(), product.port())) {
      crowd.open(requests(product, 0, WARM_UP, 1, SHORT));
      crowd.awaitEnds(MOST_SECONDS);
    }
    bench.loop().runFor(SETTLE_SECONDS);
  }

  private Map<String, Double> measure(Variant variant, Running server, Chatframe product)
      throws IOException, InterruptedException {
    Jcmd jcmd = new Jcmd(server.process().pid());
    Map<String, Double> figures = new LinkedHashMap<>();
    double base = jcmd.liveKibibytes();
    double resident = server.process().family().residentMebibytes();
    figures.put("heap without streams, MiB", base / KIBIBYTES);
    figures.put("resident without streams, MiB", resident);
    int open = 0;
    try (Crowd crowd = new Crowd(bench.loop(), product.port())) {
      for (int count : COUNTS) {
        crowd.open(requests(product, open, count, 0, Shape.SILENT));
        open = count;
        bench.loop().runFor(SETTLE_SECONDS);
        double accepted = crowd.count(Offer.Fate.ACCEPTED);
        if (accepted < count) {
          throw new IOException(
              "Only %.0f of %d streams are open after two minutes: %s"
                  .formatted(accepted, count, crowd.faults()));
        }
        double heap = jcmd.liveKibibytes() - base;
        figures.put("heap per stream of %d, KiB".formatted(count), heap / count);
        figures.put(
            "resident with %d, MiB".formatted(count),
            (double) server.process().family().residentMebibytes());
        jcmd.histogram(bench.application().histogram(variant, count));
      }
    }
    return figures;
  }

  private static List<byte[]> requests(Chatframe product, int from, int to, int n, Shape shape) {
    return IntStream.range(from, to)
        .mapToObj(client -> product.request(client, n, shape.message()))
        .toList();
  }
}
