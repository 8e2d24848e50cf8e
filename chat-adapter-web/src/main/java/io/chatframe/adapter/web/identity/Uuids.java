package io.chatframe.adapter.web.identity;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** UUIDs as clients may write them: the one form of 36 characters, where the JDK takes many. */
public final class Uuids {
  private static final Pattern SHAPE =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Uuids() {}

  /** The UUID a text stands for; empty where it stands for none. */
  public static Optional<UUID> parse(@Nullable String text) {
    return text != null && SHAPE.matcher(text).matches()
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }
}
