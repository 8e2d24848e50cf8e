package io.chatframe.benchmark.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A way to start the server.
 *
 * @param cpus how many CPUs it may use
 * @param compact whether the headers of objects are compact
 */
record Variant(int cpus, Collector collector, boolean compact, Form form) {
  /** The garbage collector. */
  enum Collector {
    SERIAL("Serial", "-XX:+UseSerialGC"),
    G1("G1", "-XX:+UseG1GC"),
    ZGC("ZGC", "-XX:+UseZGC");

    private final String title;
    private final String option;

    Collector(String title, String option) {
      this.title = title;
      this.option = option;
    }
  }

  /** What is started. */
  enum Form {
    /** The one jar that a build makes. */
    JAR,
    /** The jar and its libraries side by side, as in the image. */
    UNPACKED,
    /** The same with an AOT cache that was made for these very options. */
    CACHED
  }

  /** Without ZGC on one CPU, where its threads would only stand in the server's way. */
  private static final List<Variant> COLLECTORS =
      List.of(
          new Variant(1, Collector.SERIAL, false, Form.JAR),
          new Variant(1, Collector.G1, false, Form.JAR),
          new Variant(2, Collector.SERIAL, false, Form.JAR),
          new Variant(2, Collector.G1, false, Form.JAR),
          new Variant(2, Collector.ZGC, false, Form.JAR));

  /** Those whose start is measured. */
  static List<Variant> starts() {
    Stream<Variant> crossed =
        COLLECTORS.stream()
            .flatMap(each -> Stream.of(each, each.with(true)))
            .flatMap(each -> Stream.of(each, each.with(Form.CACHED)));
    // How much of the gain is the cache's, and how much that no jar lies in another.
    Stream<Variant> unpacked =
        Stream.of(
            new Variant(1, Collector.SERIAL, false, Form.UNPACKED),
            new Variant(2, Collector.G1, false, Form.UNPACKED));
    return Stream.concat(crossed, unpacked).toList();
  }

  /** Those whose memory is measured: the collector that a JVM takes by itself, and ZGC. */
  static List<Variant> streams() {
    return Stream.of(
            new Variant(1, Collector.SERIAL, false, Form.JAR),
            new Variant(2, Collector.G1, false, Form.JAR),
            new Variant(2, Collector.ZGC, false, Form.JAR))
        .flatMap(each -> Stream.of(each, each.with(true)))
        .toList();
  }

  /** Those that are brought to their limits. */
  static List<Variant> limits() {
    return Stream.of(
            new Variant(1, Collector.SERIAL, false, Form.JAR),
            new Variant(1, Collector.SERIAL, true, Form.JAR))
        .toList();
  }

  /** One for each cache there is. */
  static List<Variant> caches() {
    return starts().stream()
        .filter(each -> each.form() == Form.CACHED)
        .map(each -> new Variant(2, each.collector(), each.compact(), Form.CACHED))
        .distinct()
        .toList();
  }

  Variant with(boolean compactHeaders) {
    return new Variant(cpus, collector, compactHeaders, form);
  }

  Variant with(Form other) {
    return new Variant(cpus, collector, compact, other);
  }

  /** The list for {@code taskset}: CPU 0 belongs to the server, CPU 1 to everything else. */
  String cpuList() {
    return cpus == 1 ? "0" : "0,1";
  }

  /** The JVM's options. Both are named, so that no default of the JVM's gets in. */
  List<String> options() {
    List<String> options = new ArrayList<>();
    options.add(collector.option);
    options.add(compact ? "-XX:+UseCompactObjectHeaders" : "-XX:-UseCompactObjectHeaders");
    return options;
  }

  /** The name of the options, which is also that of the cache made for them. */
  String memory() {
    return collector.title + (compact ? ", compact" : "");
  }

  String title() {
    return "%d CPU, %s, %s".formatted(cpus, memory(), form.name().toLowerCase(Locale.ROOT));
  }
}
