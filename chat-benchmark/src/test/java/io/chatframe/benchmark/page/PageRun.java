package io.chatframe.benchmark.page;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * One case in one page.
 *
 * @param folder for the trace
 */
record PageRun(PageOptions options, PacedModel model, ChatTab tab, Path folder) {
  /** About as long as a token is. */
  private static final int PIECE = 4;

  private static final int ABOVE_LENGTH = 800;
  private static final int ABOVE_PIECE = 20;
  private static final Duration ABOVE_GAP = Duration.ofMillis(2);

  /** Tasks and layout shifts, and little else, because recording takes time. */
  private static final List<String> CATEGORIES =
      List.of("-*", "disabled-by-default-devtools.timeline", "loading");

  private static final List<String> PROFILE =
      List.of(
          "devtools.timeline",
          "blink.user_timing",
          "v8.execute",
          "disabled-by-default-v8.cpu_profiler");

  PageMeasurement measure(PageCase kind)
      throws IOException, InterruptedException, ExecutionException {
    for (int i = 0; i < kind.exchanges(); i++) {
      CompletableFuture<long[]> answer =
          model.prepare(Sample.mixed(ABOVE_LENGTH).pieces(ABOVE_PIECE), ABOVE_GAP);
      tab.say("The words above");
      answer.get();
      tab.awaitIdle();
    }
    List<String> faults = new ArrayList<>();
    int above = kind.exchanges() * 2;
    if (tab.messages() != above) {
      faults.add("there are %d messages above, not %d".formatted(tab.messages(), above));
    }
    Sample sample = kind.sample(options.length());
    Path file = folder.resolve(kind.argument() + ".json");
    tab.startTrace(file, categories());
    Counters before = tab.counters();
    Duration gap = Duration.ofSeconds(1).dividedBy(options.rate());
    CompletableFuture<long[]> answer = model.prepare(sample.pieces(PIECE), gap);
    tab.say("The words to be measured");
    List<Long> sent = Arrays.stream(answer.get()).mapToObj(nanos -> nanos / 1_000).toList();
    Counters counters = tab.counters().minus(before);
    tab.awaitIdle();
    tab.stopTrace();
    faults.addAll(faults(sample));
    long end = sent.getLast() + gap.toNanos() / 1_000;
    Trace trace = read(file);
    return new PageMeasurement(
        kind,
        Costs.of(trace.tasks(), sent, end, Trace.Task::wall),
        Costs.of(trace.tasks(), sent, end, Trace.Task::cpu),
        counters,
        (end - sent.getFirst()) / 1e6,
        trace.shifts(sent.getFirst(), end),
        faults);
  }

  private List<String> categories() {
    List<String> all = new ArrayList<>(CATEGORIES);
    if (options.profile()) {
      all.addAll(PROFILE);
    }
    return all;
  }

  private List<String> faults(Sample sample) {
    List<String> faults = new ArrayList<>();
    if (!tab.received().equals(sample.markdown())) {
      faults.add("the page has not received what was sent");
    }
    if (!withoutSpace(tab.shown()).equals(withoutSpace(sample.shown()))) {
      faults.add("what is shown is not what was sent");
    }
    return faults;
  }

  /** Blocks have none between them. */
  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }

  private static Trace read(Path file) throws IOException {
    try (InputStream json = new BufferedInputStream(Files.newInputStream(file))) {
      return TraceReader.read(json);
    }
  }
}
