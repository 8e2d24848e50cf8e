package io.chatframe.domain.port;

import io.chatframe.domain.assistant.HostKey;
import io.chatframe.domain.assistant.InvalidHostKeyException;
import java.util.List;

/** Parses the public keys of hosts. Does not block. */
public interface HostKeySource {
  /**
   * Parses a PEM file, a JSON Web Key, or a set of them.
   *
   * @return at least one key
   * @throws InvalidHostKeyException if there is none, or one is too weak
   */
  List<HostKey> parse(String text);
}
