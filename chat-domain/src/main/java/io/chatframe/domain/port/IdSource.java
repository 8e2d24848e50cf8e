package io.chatframe.domain.port;

import java.util.UUID;

/** New ids, roughly in order of time (UUID version 7). */
public interface IdSource {
  UUID next();
}
