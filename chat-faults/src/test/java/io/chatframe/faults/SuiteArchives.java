package io.chatframe.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The versions of PostgreSQL that the suite can run: the embedded one, and what was brought beside.
 */
final class SuiteArchives {
  private static final Pattern VERSION = Pattern.compile("-(\\d+)\\.[\\d.]+\\.jar$");

  private SuiteArchives() {}

  /**
   * Programs by major version, unpacked; the jars are in the folder that {@code faults.archives}
   * names.
   */
  static Map<Integer, Path> programs() throws IOException {
    Path target = Path.of("target").toAbsolutePath();
    Map<Integer, Path> all = new TreeMap<>();
    all.put(18, PostgresArchive.unpack(target.resolve("postgres")));
    Path archives = Path.of(System.getProperty("faults.archives", "target/postgres-archives"));
    if (Files.isDirectory(archives)) {
      try (Stream<Path> jars = Files.list(archives)) {
        for (Path jar : jars.toList()) {
          var version = VERSION.matcher(jar.getFileName().toString());
          if (version.find()) {
            int major = Integer.parseInt(version.group(1));
            all.put(major, PostgresArchive.unpack(target.resolve("postgres-" + major), jar));
          }
        }
      }
    }
    return all;
  }
}
