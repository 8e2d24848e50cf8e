package io.chatframe.adapter.web.problem;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs bugs by class and stack trace only: exception messages may contain visitors' texts. */
public final class DefectLog {
  private static final Logger log = LoggerFactory.getLogger(DefectLog.class);
  private static final int FRAMES = 30;

  private DefectLog() {}

  /**
   * Logs a bug as an error.
   *
   * @param what what failed, as the beginning of a sentence
   */
  public static void report(String what, Throwable failure) {
    log.error("{} failed with {}", what, trace(failure));
  }

  private static String trace(Throwable failure) {
    String frames =
        Arrays.stream(failure.getStackTrace())
            .limit(FRAMES)
            .map(frame -> "\n\tat " + frame)
            .collect(Collectors.joining());
    Throwable cause = failure.getCause();
    return failure.getClass().getName()
        + frames
        + (cause == null ? "" : "\nCaused by " + trace(cause));
  }
}
