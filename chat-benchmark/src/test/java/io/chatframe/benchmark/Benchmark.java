package io.chatframe.benchmark;

import io.chatframe.benchmark.load.EventLoop;
import io.chatframe.benchmark.load.ScriptedProvider;
import io.chatframe.benchmark.server.Chatframe;
import io.chatframe.benchmark.server.Contestant;
import io.chatframe.benchmark.server.Direct;
import io.chatframe.benchmark.server.FastApi;
import io.chatframe.benchmark.server.Nginx;
import io.chatframe.benchmark.server.Postgres;
import io.chatframe.benchmark.server.SpringAi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.util.FileSystemUtils;

/** Measures the product beside others under the same load; see {@code docs/benchmarks.md}. */
public final class Benchmark {
  private static final int WARM_UP_AGAIN = 3;
  private static final Path RECORDED = Path.of("chat-benchmark/recorded.json");

  private final Options options;
  private final EventLoop loop = new EventLoop();
  private final ScriptedProvider provider = new ScriptedProvider(loop);

  private Benchmark(Options options) throws IOException {
    this.options = options;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Options options;
    try {
      options = Options.of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    System.exit(new Benchmark(options).run() ? 0 : 1);
  }

  private boolean run() throws IOException, InterruptedException {
    // With the servers' logs, which stay until the next run.
    Path folder = options.target().toAbsolutePath().resolve("servers");
    FileSystemUtils.deleteRecursively(folder);
    Files.createDirectories(folder);
    Results results = measure(folder);
    Table table = new Table(results);
    Files.writeString(options.target().resolve("benchmark.md"), table.markdown());
    Files.writeString(options.target().resolve("benchmark.json"), table.json());
    System.out.println(table.markdown());
    return !options.smoke() || judge(new Smoke(results).measured());
  }

  private boolean judge(Map<String, Double> measured) throws IOException {
    if (options.record()) {
      Files.writeString(RECORDED, Smoke.write(measured));
      System.out.println("Recorded.");
      return true;
    }
    if (!Files.exists(RECORDED)) {
      System.out.println("Nothing is recorded yet: run it with --record first.");
      return false;
    }
    Optional<String> worse = Smoke.worse(measured, Smoke.read(Files.readString(RECORDED)));
    System.out.println(worse.orElse("No ratio is much worse than recorded."));
    return worse.isEmpty();
  }

  private Results measure(Path folder) throws IOException, InterruptedException {
    Map<String, String> leftOut = new LinkedHashMap<>();
    List<Contestant> contestants = new ArrayList<>();
    try (Postgres database = Postgres.start(folder.resolve("postgres"))) {
      for (String name : options.contestants()) {
        try {
          contestants.add(start(name, database, folder.resolve(name)));
        } catch (IOException e) {
          leftOut.put(name, String.valueOf(e.getMessage()));
        }
      }
      return new Results(rounds(contestants, database), leftOut);
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  private Contestant start(String name, Postgres database, Path folder)
      throws IOException, InterruptedException {
    int port = provider.port();
    return switch (name) {
      case "direct" -> new Direct(port);
      case "nginx" -> Nginx.start(port, folder);
      case "fastapi" -> FastApi.start(port, database, folder);
      case "spring-ai" -> SpringAi.start(port, folder, options.rivalJar());
      case "chatframe" -> Chatframe.start(port, database, folder, options.jar(), options.jvm());
      default -> throw new IllegalArgumentException("There is no contestant " + name + ".");
    };
  }

  /** Interleaved, so that a change of the machine meets all contestants alike. */
  private List<Window> rounds(List<Contestant> contestants, Postgres database) throws IOException {
    List<Window> all = new ArrayList<>();
    for (Scenario scenario : options.scenarios()) {
      for (int round = 1; round <= options.rounds(); round++) {
        all.addAll(round(contestants, database, scenario, round));
      }
    }
    return all;
  }

  private List<Window> round(
      List<Contestant> contestants, Postgres database, Scenario scenario, int round)
      throws IOException {
    List<Window> windows = new ArrayList<>();
    for (Contestant contestant : contestants) {
      boolean direct = contestant.family().isEmpty();
      int warmUp = round > 1 ? Math.min(WARM_UP_AGAIN, options.warmUp()) : options.warmUp();
      // A provider has no call of its own.
      if (direct && scenario.arrival() == Scenario.Arrival.ONCE) {
        continue;
      }
      Window window = window(contestant, database, scenario, round, warmUp);
      System.err.printf("measured: %s, %s, round %d%n", contestant.name(), scenario.name(), round);
      windows.add(window);
    }
    Optional<Window> voidDirect =
        windows.stream()
            .filter(window -> window.contestant().equals("direct"))
            .filter(window -> window.verdict().isVoid())
            .findFirst();
    return voidDirect
        .map(direct ->
            windows.stream()
                .map(window -> window.equals(direct) ? window : window.disturbedBy(direct))
                .toList())
        .orElse(windows);
  }

  private Window window(
      Contestant contestant, Postgres database, Scenario scenario, int round, int warmUp)
      throws IOException {
    int seconds = options.window();
    return scenario.arrival() == Scenario.Arrival.ONCE
        ? new IdleRound(loop, provider, database, contestant, scenario)
            .measure(round, warmUp, seconds)
        : new Round(loop, provider, database, contestant, scenario).measure(round, warmUp, seconds);
  }
}
