package io.chatframe.bootstrap.settings;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.core.env.PropertyResolver;

/**
 * Names of settings that hold the secrets of hosts. Assistants' files choose them, so they are
 * known by their ending only.
 */
public final class SecretNames {
  private static final Pattern SHAPE = Pattern.compile("(?:[A-Z][A-Z0-9_]*_)?IDENTITY_SECRET");
  private static final String PROPERTY = "chatframe.secret.";

  private SecretNames() {}

  /** Whether a setting of this name is the secret of a host. */
  public static boolean isOne(String name) {
    return SHAPE.matcher(name).matches();
  }

  /** The property that such a setting becomes. */
  static String property(String name) {
    return PROPERTY + name;
  }

  /** Returns the secrets by the names of their settings. */
  public static Function<String, Optional<String>> in(PropertyResolver environment) {
    return name -> Optional.ofNullable(environment.getProperty(property(name)));
  }
}
