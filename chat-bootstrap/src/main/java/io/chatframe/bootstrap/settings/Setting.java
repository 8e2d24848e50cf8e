package io.chatframe.bootstrap.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;

/**
 * A setting as the operator wrote it. It is the origin of the property that it becomes, so that an
 * error message can say where it was set.
 *
 * @param name such as {@code LLM_MODEL}
 * @param place such as {@code in .env, line 3}
 */
record Setting(String name, String text, String place) implements Origin {
  /** The setting from which a property comes; null if the operator did not set it. */
  static @Nullable Setting of(@Nullable Origin origin) {
    return switch (origin) {
      case Setting setting -> setting;
      case OriginProvider provider -> of(provider.getOrigin());
      case null, default -> null;
    };
  }

  /** Creates the refusal of this value without quoting it, because it may be a secret. */
  InvalidSettingException wrong(String problem, String allowed) {
    return new InvalidSettingException(
        "%s (set %s) %s.".formatted(name, place, problem), "Allowed: " + allowed + ".");
  }

  /** Omits the value. */
  @Override
  public String toString() {
    return name + " " + place;
  }
}
