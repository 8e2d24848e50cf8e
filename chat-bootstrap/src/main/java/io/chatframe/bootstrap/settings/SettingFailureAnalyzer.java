package io.chatframe.bootstrap.settings;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.validation.ObjectError;

/**
 * Reports which setting was refused during Spring's start, and where it was set. Separate from
 * {@code StartFailureAnalyzer}, because it needs an environment, which exists only from then on.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SettingFailureAnalyzer implements FailureAnalyzer {
  private static final Pattern PROPERTY = Pattern.compile("^\\([a-z.-]+\\) ");

  private final Environment environment;

  SettingFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      Optional<FailureAnalysis> known =
          at instanceof BindValidationException invalid
              ? outOfRange(invalid, failure)
              : ofAdapter(String.valueOf(at.getMessage()), failure);
      if (known.isPresent()) {
        return known.get();
      }
    }
    return null;
  }

  /** A constraint's message says what is allowed. */
  private static Optional<FailureAnalysis> outOfRange(
      BindValidationException invalid, Throwable failure) {
    return invalid.getValidationErrors().getAllErrors().stream()
        .flatMap(error ->
            Optional.ofNullable(Setting.of(Origin.from(error)))
                .map(set -> set.wrong(problem(error), String.valueOf(error.getDefaultMessage())))
                .stream())
        .map(wrong -> new FailureAnalysis(wrong.problem(), wrong.allowed(), failure))
        .findFirst();
  }

  private static String problem(ObjectError error) {
    return "Pattern".equals(error.getCode()) ? "has not the right form" : "is out of range";
  }

  /**
   * Adapters check the settings that only they understand; their messages begin with the names of
   * the setting and of its property.
   */
  private Optional<FailureAnalysis> ofAdapter(String message, Throwable failure) {
    if (message.startsWith("chat.llm.")) {
      return Optional.of(
          new FailureAnalysis(message, "Correct it in config/application.yaml.", failure));
    }
    if (message.matches("https?\\.proxyPort .*")) {
      return Optional.of(
          new FailureAnalysis(message, "Correct it among the system properties (-D).", failure));
    }
    String name = message.substring(0, Math.max(0, message.indexOf(' ')));
    return Optional.ofNullable(SettingNames.properties().get(name))
        .map(property -> ofSetting(name, property, message, failure));
  }

  private FailureAnalysis ofSetting(
      String name, String property, String message, Throwable failure) {
    int allowed = message.indexOf(" Allowed");
    String problem = allowed < 0 ? message : message.substring(0, allowed);
    // Show the location instead of the property, which the operator did not write.
    Optional<String> place = place(property).map(where -> "(set " + where + ") ");
    String rest = PROPERTY.matcher(problem.substring(name.length() + 1)).replaceFirst("");
    String told =
        place.isEmpty() && environment.containsProperty(property)
            ? problem
            : name + " " + place.orElse("") + rest;
    return new FailureAnalysis(
        told,
        allowed < 0
            ? "Correct " + name + " in the environment or in .env."
            : message.substring(allowed + 1),
        failure);
  }

  private Optional<String> place(String property) {
    return environment instanceof ConfigurableEnvironment configurable
        ? configurable.getPropertySources().stream()
            .map(source -> Setting.of(OriginLookup.getOrigin(source, property)))
            .filter(Objects::nonNull)
            .map(Setting::place)
            .findFirst()
        : Optional.empty();
  }
}
