package io.chatframe.benchmark.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * The built server in the forms in which it is started; {@code docker/Dockerfile} does the same.
 */
final class Application {
  /** What the image has of the layers: a container's database is beside it, not inside. */
  private static final List<String> LAYERS =
      List.of("dependencies", "spring-boot-loader", "snapshot-dependencies", "application");

  /** As in a container of one GiB: a 64th at first, and three quarters at the most. */
  private static final List<String> HEAP = List.of("-Xms16m", "-Xmx768m");

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final Path jar;
  private final Path folder;

  Application(Path jar, Path folder) {
    this.jar = jar;
    this.folder = folder;
  }

  /** Unpacks the jar, unless that has been done. */
  void unpack() throws IOException, InterruptedException {
    Path layers = folder.resolve("layers");
    Path app = folder.resolve("app");
    if (Files.exists(app)) {
      return;
    }
    run(
        "-Djarmode=tools",
        "-jar",
        jar.toString(),
        "extract",
        "--layers",
        "--destination",
        layers.toString());
    Path unfinished = folder.resolve("unfinished");
    FileSystemUtils.deleteRecursively(unfinished);
    for (String layer : LAYERS) {
      if (Files.exists(layers.resolve(layer))) {
        FileSystemUtils.copyRecursively(layers.resolve(layer), unfinished);
      }
    }
    Files.move(unfinished, app);
    FileSystemUtils.deleteRecursively(layers);
  }

  /** The cache for the options of a variant. */
  Path cache(Variant variant) {
    return folder.resolve(variant.memory().replace(", ", "-") + ".aot");
  }

  /** The command that starts a variant with the image's heap. */
  List<String> command(Variant variant) {
    List<String> more = new ArrayList<>(HEAP);
    if (variant.form() == Variant.Form.CACHED) {
      // Strict, where the image's server would start without a cache that does not fit.
      more.addAll(List.of("-XX:AOTCache=" + cache(variant), "-XX:AOTMode=on"));
    }
    return command(variant, more);
  }

  /** The command that starts a variant and makes its cache when it is told to stop. */
  List<String> training(Variant variant) {
    List<String> more = new ArrayList<>(HEAP);
    more.add("-XX:AOTCacheOutput=" + cache(variant));
    return command(variant, more);
  }

  /**
   * @param more further options of the JVM
   */
  List<String> command(Variant variant, List<String> more) {
    Path started =
        variant.form() == Variant.Form.JAR ? jar : folder.resolve("app").resolve(jar.getFileName());
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(variant.options());
    command.addAll(more);
    command.addAll(
        List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "-jar",
            started.toString()));
    return command;
  }

  /** What a JVM with the options of one variant has of the cache that was made for another. */
  AotLog.Use use(Variant runs, Variant made) throws IOException, InterruptedException {
    List<String> more = new ArrayList<>(HEAP);
    more.add("-XX:AOTCache=" + cache(made));
    more.add("-Xlog:aot");
    List<String> command = new ArrayList<>(command(runs, more));
    // It says its version and ends.
    command.add("--version");
    Path log = folder.resolve("%s in %s.log".formatted(made.memory(), runs.memory()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.waitFor(1, TimeUnit.MINUTES);
    return AotLog.use(Files.readString(log));
  }

  private static void run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(List.of(arguments));
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("%s ended with %d".formatted(command, status));
    }
  }

  /** Where it is written what the heap consisted of beside so many streams. */
  Path histogram(Variant variant, int streams) {
    return folder.resolve("%s, %d streams.histogram".formatted(variant.title(), streams));
  }

  /** Where the logs of servers are. */
  Path servers() {
    return folder.resolve("servers");
  }
}
