package io.chatframe.domain.port;

import java.util.UUID;

/** Generates ids, roughly ordered by time (UUID version 7). */
public interface IdSource {
  UUID next();
}
