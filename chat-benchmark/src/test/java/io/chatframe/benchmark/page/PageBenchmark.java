package io.chatframe.benchmark.page;

import io.chatframe.benchmark.server.Chatframe;
import io.chatframe.benchmark.server.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.springframework.util.FileSystemUtils;

/** Measures what a growing answer costs the main thread; see {@code docs/benchmarks.md}. */
public final class PageBenchmark {
  private PageBenchmark() {}

  public static void main(String... arguments)
      throws IOException, InterruptedException, ExecutionException {
    if (List.of(arguments).contains("--help")) {
      System.out.print(PageOptions.HELP);
      return;
    }
    PageOptions options;
    try {
      options = PageOptions.of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    PageReport report = run(options);
    report.write(options.target());
    System.out.println(report.markdown());
    report.findings().forEach(System.out::println);
    System.exit(report.findings().isEmpty() ? 0 : 1);
  }

  private static PageReport run(PageOptions options)
      throws IOException, InterruptedException, ExecutionException {
    // With the server's log, which stays until the next run.
    Path folder = options.target().toAbsolutePath().resolve("page");
    FileSystemUtils.deleteRecursively(folder);
    Files.createDirectories(folder);
    try (Postgres database = Postgres.start(folder.resolve("postgres"));
        PacedModel model = PacedModel.start();
        Chatframe server =
            Chatframe.start(
                model.port(), database, folder.resolve("chatframe"), options.jar(), List.of());
        Chromium chromium = Chromium.start()) {
      List<PageMeasurement> all = new ArrayList<>();
      for (PageCase each : options.cases()) {
        System.err.println("Measuring: " + each.title());
        try (ChatTab tab = chromium.open("http://127.0.0.1:" + server.port())) {
          all.add(new PageRun(options, model, tab, folder).measure(each));
        }
      }
      return new PageReport(chromium.version(), all);
    }
  }
}
