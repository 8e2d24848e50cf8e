package io.chatframe.domain.port;

import java.util.List;
import java.util.Optional;

/** The models that assistants may name. Thread-safe; does not block. */
public interface ModelCatalog {
  /** Whether some provider has a model of this name, or says nothing of what it has. */
  boolean knows(String model);

  /**
   * What may be named, in order; {@code <provider>/<model>} in these very words stands for any
   * model of a provider that does not declare its own.
   */
  List<String> known();

  /** The model of assistants that name none; without one, each has to. */
  Optional<String> defaultModel();
}
