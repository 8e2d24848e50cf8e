package io.chatframe.adapter.web.identity;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses UUIDs in the 36-character form only; the JDK accepts others. */
public final class Uuids {
  private static final Pattern SHAPE =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Uuids() {}

  /** Parses a UUID; empty if the text is not one. */
  public static Optional<UUID> parse(@Nullable String text) {
    return text != null && SHAPE.matcher(text).matches()
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }
}
