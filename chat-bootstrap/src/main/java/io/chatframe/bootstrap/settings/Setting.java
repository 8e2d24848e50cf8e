package io.chatframe.bootstrap.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;

/**
 * A setting as the operator wrote it. It accompanies the property that it becomes, as its origin,
 * so that whoever refuses the value can say where it was set.
 *
 * @param name as {@code LLM_MODEL}
 * @param place as {@code in .env, line 3}
 */
record Setting(String name, String text, String place) implements Origin {
  /** The setting that a property comes from; null if the operator did not set it. */
  static @Nullable Setting of(@Nullable Origin origin) {
    return switch (origin) {
      case Setting setting -> setting;
      case OriginProvider provider -> of(provider.getOrigin());
      case null, default -> null;
    };
  }

  /** The refusal of this value, which may be a secret and is not quoted. */
  InvalidSettingException wrong(String problem, String allowed) {
    return new InvalidSettingException(
        "%s (set %s) %s.".formatted(name, place, problem), "Allowed: " + allowed + ".");
  }

  /** Shows no value. */
  @Override
  public String toString() {
    return name + " " + place;
  }
}
