package io.chatframe.benchmark.start;

import io.chatframe.benchmark.load.EventLoop;
import io.chatframe.benchmark.load.ScriptedProvider;
import io.chatframe.benchmark.server.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.springframework.util.FileSystemUtils;

/** Measures starts, memory and limits of the built server; see {@code docs/benchmarks.md}. */
public final class StartBenchmark {
  /** Where results are written; emptied for each build. */
  private static final Path TARGET = Path.of("chat-benchmark", "target", "start").toAbsolutePath();

  /** One measurement of one variant; no figures if it is void. */
  @FunctionalInterface
  private interface Measure {
    Map<String, Double> of(Variant variant) throws IOException, InterruptedException;
  }

  private final Options options;
  private final Sheet sheet;
  private final long began = System.nanoTime();
  private boolean finished = true;

  private StartBenchmark(Options options, Sheet sheet) {
    this.options = options;
    this.sheet = sheet;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (List.of(arguments).contains("--help")) {
      System.out.print(Options.HELP);
      return;
    }
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    forgetAnotherBuild(options);
    new StartBenchmark(options, Sheet.open(TARGET.resolve("figures.csv"))).run();
    // Threads that clients of servers now gone have left must not keep it from ending.
    System.exit(0);
  }

  /** Figures and caches of one build say nothing about another. */
  private static void forgetAnotherBuild(Options options) throws IOException {
    Path known = TARGET.resolve("build");
    // Not by its time: builds are reproducible, and all have the same.
    CRC32 sum = new CRC32();
    sum.update(Files.readAllBytes(options.jar()));
    String build = Long.toHexString(sum.getValue());
    if (!Files.exists(known) || !Files.readString(known).equals(build)) {
      FileSystemUtils.deleteRecursively(TARGET);
      Files.createDirectories(TARGET);
      Files.writeString(known, build);
    }
  }

  private void run() throws IOException, InterruptedException {
    EventLoop loop = new EventLoop();
    Application application = new Application(options.jar(), TARGET);
    application.unpack();
    try (Postgres postgres = Postgres.start(TARGET.resolve("postgres"))) {
      Bench bench =
          new Bench(
              application,
              loop,
              new ScriptedProvider(loop),
              postgres,
              postgres.create("chatframe"));
      Starts starts = new Starts(bench);
      // It makes the schema, which no other start has to do.
      starts.measure(Variant.starts().getFirst());
      if (isWanted(Options.CACHES) || isWanted(Options.STARTS)) {
        train(application, starts);
      }
      if (isWanted(Options.CACHES)) {
        compareCaches(application);
      }
      measure(Options.STARTS, options.rounds(), Variant.starts(), starts::measure);
      measure(Options.STREAMS, 1, Variant.streams(), new Streams(bench)::measure);
      Limits limits = new Limits(bench, options.heap());
      measure(Options.LIMITS, 1, Variant.limits(), limits::measure);
    }
    String table = new StartTable(sheet).markdown(options.parts());
    Files.writeString(TARGET.resolve("start.md"), table);
    System.out.println(table);
    System.out.println(finished ? "Complete." : "Not complete: call it again.");
  }

  private void train(Application application, Starts starts)
      throws IOException, InterruptedException {
    for (Variant variant : Variant.caches()) {
      if (isNeeded(variant) && !Files.exists(application.cache(variant)) && hasTime()) {
        System.err.println("making the cache for " + variant.memory());
        starts.train(variant.with(Variant.Form.UNPACKED));
      }
    }
  }

  /** Which cache is of use to a JVM with which options: 0 of none, 2 of all. */
  private void compareCaches(Application application) throws IOException, InterruptedException {
    for (Variant runs : Variant.caches()) {
      if (sheet.has(Options.CACHES, runs.memory(), 1)) {
        continue;
      }
      if (!hasTime()) {
        return;
      }
      Map<String, Double> figures = new LinkedHashMap<>();
      for (Variant made : Variant.caches()) {
        figures.put("made with " + made.memory(), (double) application.use(runs, made).steps());
      }
      sheet.add(Options.CACHES, runs.memory(), 1, figures);
    }
  }

  /** Interleaved, so that a change of the machine meets all variants alike. */
  private void measure(String part, int rounds, List<Variant> variants, Measure measure)
      throws IOException, InterruptedException {
    for (int round = 1; round <= rounds && isWanted(part); round++) {
      for (Variant variant : variants) {
        if (!isChosen(variant) || sheet.has(part, variant.title(), round)) {
          continue;
        }
        if (!hasTime()) {
          return;
        }
        Map<String, Double> figures = measure.of(variant);
        sheet.add(part, variant.title(), round, figures);
        finished &= !figures.isEmpty();
        String what = figures.isEmpty() ? "void" : "measured";
        System.err.printf("%s: %s, %s, round %d%n", what, part, variant.title(), round);
      }
    }
  }

  /** Whether anything is measured with the cache of a variant. */
  private boolean isNeeded(Variant cached) {
    return isWanted(Options.CACHES)
        || Variant.starts().stream()
            .filter(each -> each.form() == Variant.Form.CACHED && isChosen(each))
            .anyMatch(each -> each.memory().equals(cached.memory()));
  }

  private boolean isChosen(Variant variant) {
    return options.only().matcher(variant.title()).find();
  }

  private boolean isWanted(String part) {
    return options.parts().contains(part);
  }

  private boolean hasTime() {
    boolean left = System.nanoTime() - began < Duration.ofMinutes(options.minutes()).toNanos();
    finished &= left;
    return left;
  }
}
