package io.chatframe.bootstrap.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which release this is, as the build wrote it down. */
public final class Version {
  private static final String FILE = "/META-INF/build-info.properties";
  private static final String UNKNOWN = "(not built by Maven)";

  private Version() {}

  /** The version of the project; a placeholder when an IDE has compiled it. */
  public static String ofServer() {
    try (InputStream file = Version.class.getResourceAsStream(FILE)) {
      var properties = new Properties();
      if (file != null) {
        properties.load(file);
      }
      return properties.getProperty("build.version", UNKNOWN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Version and JVM on one line, for a log or a bug report. */
  static String line() {
    return "Chatframe %s, Java %s (%s), %s %s"
        .formatted(
            ofServer(),
            Runtime.version(),
            System.getProperty("java.vendor"),
            System.getProperty("os.name"),
            System.getProperty("os.arch"));
  }
}
