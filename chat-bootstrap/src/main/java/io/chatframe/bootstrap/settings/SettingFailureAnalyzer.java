package io.chatframe.bootstrap.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Says which setting an adapter refuses, and where it was set. Apart from the other analyzer: the
 * environment is there only once the settings themselves could be read.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SettingFailureAnalyzer implements FailureAnalyzer {
  private final Environment environment;

  SettingFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      Optional<FailureAnalysis> known = ofAdapter(at, failure);
      if (known.isPresent()) {
        return known.get();
      }
    }
    return null;
  }

  /**
   * Adapters check the settings that only they understand; their sentences begin with the setting's
   * name, and with that of the property that it becomes.
   */
  private Optional<FailureAnalysis> ofAdapter(Throwable at, Throwable failure) {
    String message = at.getMessage() == null ? "" : at.getMessage();
    if (message.startsWith("chat.llm.")) {
      return Optional.of(
          new FailureAnalysis(message, "Correct it in config/application.yaml.", failure));
    }
    if (message.matches("https?\\.proxyPort .*")) {
      return Optional.of(
          new FailureAnalysis(message, "Correct it among the system properties (-D).", failure));
    }
    return SettingNames.begins(message).map(name -> ofSetting(name, message, failure));
  }

  private FailureAnalysis ofSetting(SettingNames name, String message, Throwable failure) {
    int allowed = message.indexOf(" Allowed ");
    String problem = allowed < 0 ? message : message.substring(0, allowed);
    Optional<String> place = SettingsPostProcessor.place(environment, name);
    String told =
        place
            .map(where -> placed(name, problem, "(set " + where + ") "))
            .orElse(
                environment.containsProperty(name.property())
                    ? problem
                    : placed(name, problem, ""));
    return new FailureAnalysis(
        told,
        allowed < 0
            ? "Correct " + name + " in the environment or in .env."
            : message.substring(allowed + 1),
        failure);
  }

  /** Instead of the property, which the operator did not set, the place where she did. */
  private static String placed(SettingNames name, String problem, String place) {
    String rest = problem.substring(name.name().length() + 1);
    return name + " " + place + rest.replaceFirst("^\\([a-z.-]+\\) ", "");
  }
}
