package io.chatframe.benchmark.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures the parts of a token's way, each alone; see {@code docs/benchmarks.md}. */
public final class MicroBenchmark {
  private static final Path TARGET = Path.of("chat-benchmark", "target");
  private static final int FORKS = 2;
  private static final int WARM_UPS = 3;
  private static final int WINDOWS = 4;
  private static final TimeValue SECOND = TimeValue.seconds(1);

  private MicroBenchmark() {}

  public static void main(String[] arguments) throws IOException, RunnerException {
    CommandLineOptions told;
    try {
      told = new CommandLineOptions(arguments);
    } catch (CommandLineOptionException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    if (told.shouldHelp()) {
      told.showHelp();
    } else if (told.shouldList()) {
      new Runner(options(told)).list();
    } else {
      measure(told);
    }
  }

  private static void measure(CommandLineOptions told) throws IOException, RunnerException {
    Files.createDirectories(TARGET);
    List<Part> parts = new Runner(options(told)).run().stream().map(Part::of).toList();
    String table = Part.table(parts);
    Files.writeString(TARGET.resolve("micro.md"), table);
    System.out.println();
    System.out.println(table);
  }

  /** What the command was told, and else what one run of a few minutes allows. */
  private static Options options(CommandLineOptions told) {
    return new OptionsBuilder()
        .parent(told)
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .forks(told.getForkCount().orElse(FORKS))
        .warmupIterations(told.getWarmupIterations().orElse(WARM_UPS))
        .warmupTime(told.getWarmupTime().orElse(SECOND))
        .measurementIterations(told.getMeasurementIterations().orElse(WINDOWS))
        .measurementTime(told.getMeasurementTime().orElse(SECOND))
        .shouldFailOnError(true)
        .addProfiler(GCProfiler.class)
        .resultFormat(ResultFormatType.JSON)
        .result(TARGET.resolve("micro.json").toString())
        .build();
  }
}
