package io.chatframe.benchmark.server;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Which dialog a message belongs to: the same for all contestants. */
final class Dialogs {
  private static final int MESSAGES = 20;

  private Dialogs() {}

  static UUID of(UUID run, int client, int n) {
    return UUID.nameUUIDFromBytes(
        (run + "/" + client + "/" + n / MESSAGES).getBytes(StandardCharsets.US_ASCII));
  }
}
