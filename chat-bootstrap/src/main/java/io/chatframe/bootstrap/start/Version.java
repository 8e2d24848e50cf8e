package io.chatframe.bootstrap.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;

/** The release, as recorded by the build; logged first at startup. */
public final class Version implements ApplicationListener<ApplicationPreparedEvent> {
  private static final Logger log = LoggerFactory.getLogger("chatframe");
  private static final String FILE = "/META-INF/build-info.properties";
  private static final String UNKNOWN = "(not built by Maven)";

  @Override
  public void onApplicationEvent(ApplicationPreparedEvent event) {
    log.info("{}", line());
  }

  /** The project's version; a placeholder if not built by Maven. */
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

  /** Version, JVM and system on one line, for a log or a bug report. */
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
