package io.chatframe.domain.assistant;

import java.net.URI;
import java.util.List;

/** What a host's identity tokens are verified with. Its kind determines the algorithms allowed. */
public sealed interface HostKeys {
  /** A secret that only the host and this server know. */
  record SharedSecret(String value) implements HostKeys {
    /** Omits the secret. */
    @Override
    public String toString() {
      return "SharedSecret[]";
    }
  }

  /** Public keys that were read together with the assistant. */
  record FixedKeys(List<HostKey> all) implements HostKeys {
    public FixedKeys {
      all = List.copyOf(all);
    }
  }

  /** The address of a JSON Web Key Set, whose keys the host may replace at any time. */
  record KeySetAddress(URI uri) implements HostKeys {}
}
