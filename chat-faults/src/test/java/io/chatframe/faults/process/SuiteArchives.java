package io.chatframe.faults.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The versions of PostgreSQL that the suite runs, as listed in the POM: the embedded one, and
 * others whose archives the build fetches.
 */
public final class SuiteArchives {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private SuiteArchives() {}

  /** The embedded one, unpacked. */
  public static Path embedded() throws IOException {
    return PostgresArchive.unpack(folder(version("faults.postgres")));
  }

  /** The programs of the others by major version, unpacked. */
  public static Map<Integer, Path> others() throws IOException {
    Map<Integer, Path> all = new TreeMap<>();
    for (String version : version("faults.postgres-others").split(",", -1)) {
      Path jar = jar(version.strip());
      all.put(major(version.strip()), PostgresArchive.unpack(folder(version.strip()), jar));
    }
    return all;
  }

  private static Path jar(String version) throws IOException {
    try (var jars = Files.list(TARGET.resolve("postgres-archives"))) {
      return jars.filter(jar -> jar.getFileName().toString().endsWith("-" + version + ".jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("No archive of PostgreSQL " + version));
    }
  }

  /** Named by the full version, so that an older one is not mistaken for it. */
  private static Path folder(String version) {
    return TARGET.resolve("postgres-" + version);
  }

  private static int major(String version) {
    return Integer.parseInt(version.substring(0, version.indexOf('.')));
  }

  private static String version(String property) {
    String version = System.getProperty(property);
    if (version == null) {
      throw new IllegalStateException(property + " is not set, as the POM does");
    }
    return version;
  }
}
