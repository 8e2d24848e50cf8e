package io.chatframe.bootstrap.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests of the page need an installed Chromium. Without one they are skipped with an install hint;
 * if {@code CI=true} they fail instead.
 */
public final class ChromiumCondition implements ExecutionCondition {
  private static final String INSTALL =
      "There is no Chromium on the PATH. Install it: apt-get install -y chromium";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return decide(path(), "true".equals(System.getenv("CI")));
  }

  static ConditionEvaluationResult decide(Optional<Path> chromium, boolean required) {
    if (chromium.isEmpty() && required) {
      throw new IllegalStateException(INSTALL);
    }
    return chromium.isEmpty()
        ? ConditionEvaluationResult.disabled("The page is not tested in a browser. " + INSTALL)
        : ConditionEvaluationResult.enabled("Chromium is at " + chromium.get());
  }

  /** The path of the installed Chromium. */
  public static Optional<Path> path() {
    return Stream.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
        .flatMap(name ->
            Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse(""))
                .map(directory -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
