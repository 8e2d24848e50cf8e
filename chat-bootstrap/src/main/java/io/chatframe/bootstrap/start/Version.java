package io.chatframe.bootstrap.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;

/** Which release this is, as the build wrote it down; the first line of a start says it. */
public final class Version implements ApplicationListener<ApplicationPreparedEvent> {
  private static final Logger log = LoggerFactory.getLogger("chatframe");
  private static final String FILE = "/META-INF/build-info.properties";
  private static final String UNKNOWN = "(not built by Maven)";

  @Override
  public void onApplicationEvent(ApplicationPreparedEvent event) {
    log.info("{}", line());
  }

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
  public static String line() {
    return "Chatframe %s, Java %s (%s), %s %s"
        .formatted(
            ofServer(),
            Runtime.version(),
            System.getProperty("java.vendor"),
            System.getProperty("os.name"),
            System.getProperty("os.arch"));
  }
}
