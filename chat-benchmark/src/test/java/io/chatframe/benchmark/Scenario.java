package io.chatframe.benchmark;

import io.chatframe.benchmark.load.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * A load.
 *
 * @param clients how many clients send messages, each one after the other
 * @param arrival when they send
 * @param stalled how many clients beside them send a message and never read the answer
 * @param talking how many clients beside them send messages and read answers that are paced
 * @param figures what is shown of it
 */
record Scenario(
    String name,
    int clients,
    Shape shape,
    Arrival arrival,
    int stalled,
    int talking,
    List<Figure> figures) {

  /** When clients send. */
  enum Arrival {
    /** Spread over the length of an answer, then each as soon as its answer is complete. */
    SPREAD,
    /** All at the same moment, again when the last answer is complete. */
    TOGETHER,
    /** Each once, and the answers never end. */
    ONCE
  }

  private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

  private static final List<Figure> OF_STREAMS =
      List.of(
          Figure.CPU_PER_TOKEN,
          Figure.DATABASE_PER_TOKEN,
          Figure.TOKENS,
          Figure.ADDED_50,
          Figure.ADDED_99,
          Figure.GAP_99,
          Figure.FIRST_50,
          Figure.FIRST_99,
          Figure.RESIDENT,
          Figure.SERVER_LOAD,
          Figure.CLIENT_LOAD);
  private static final List<Figure> OF_MESSAGES =
      List.of(
          Figure.MESSAGES,
          Figure.CPU_PER_MESSAGE,
          Figure.DATABASE_PER_MESSAGE,
          Figure.FIRST_50,
          Figure.FIRST_99,
          Figure.RESIDENT,
          Figure.SERVER_LOAD,
          Figure.CLIENT_LOAD);
  private static final List<Figure> OF_CALLS =
      List.of(
          Figure.STREAMS,
          Figure.CALL_50_ALONE,
          Figure.CALL_99_ALONE,
          Figure.CALL_50,
          Figure.CALL_99,
          Figure.RESIDENT,
          Figure.SERVER_LOAD,
          Figure.CLIENT_LOAD);

  private static final Shape SMOOTH = new Shape(0, 200, 1, 50_000);

  /** What clients that never read ask for: soon more than the buffers hold on their way. */
  static final Shape STALLED = new Shape(0, 12_000, 20, 50_000);

  /** What clients that talk beside silent ones ask for. */
  static final Shape TALK = new Shape(0, 100, 1, 200_000);

  static final List<Scenario> ALL =
      List.of(
          spread("smooth", 300, SMOOTH, OF_STREAMS),
          spread("fast", 60, new Shape(0, 200, 1, 10_000), OF_STREAMS),
          spread("bursts", 300, new Shape(0, 200, 5, 250_000), OF_STREAMS),
          spread("reasoning", 12, new Shape(8_000, 50, 20, 50_000), OF_STREAMS),
          spread("flood", 20, new Shape(0, 2_000, 50, 0), OF_STREAMS),
          new Scenario("slow-readers", 300, SMOOTH, Arrival.SPREAD, 3, 0, OF_STREAMS),
          new Scenario(
              "rush", 300, new Shape(0, 20, 1, 50_000), Arrival.TOGETHER, 0, 0, OF_MESSAGES),
          spread("short", 40, new Shape(0, 3, 3, 0), OF_MESSAGES),
          // The last ones: what they leave behind must not meet another.
          new Scenario("idle", 10_000, Shape.SILENT, Arrival.ONCE, 0, 0, OF_CALLS),
          new Scenario("crowd", 10_000, Shape.SILENT, Arrival.ONCE, 0, 2_000, OF_CALLS));

  /** A short form of smooth, for a quick check. */
  static final Scenario SMOKE = spread("smoke", 40, new Shape(0, 40, 1, 50_000), OF_STREAMS);

  private static Scenario spread(String name, int clients, Shape shape, List<Figure> figures) {
    return new Scenario(name, clients, shape, Arrival.SPREAD, 0, 0, figures);
  }

  static Scenario of(String name) {
    return Stream.concat(ALL.stream(), Stream.of(SMOKE))
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no shape " + name + "."));
  }

  /** How long an answer takes at least, in nanoseconds. */
  long lengthNanos() {
    return shape.lengthNanos();
  }

  /**
   * When a client begins, in nanoseconds after the first one. The places between two bursts are as
   * different as possible, or the tokens of many answers would come at the same moments.
   */
  long beginNanos(int client) {
    double place = client * GOLDEN_RATIO % 1;
    long burst = (long) (place * shape.intervalMicros() * 1_000L);
    return lengthNanos() * client / clients + burst;
  }

  /** Whether latencies are those of a server that is not saturated. */
  boolean isPaced() {
    return shape.isPaced() && arrival == Arrival.SPREAD;
  }
}
