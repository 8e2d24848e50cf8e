package io.chatframe.domain.port.llm;

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

  /** What was probably meant by a name that is not known, as the rest of a sentence. */
  default Optional<String> meant(String unknown) {
    return Optional.empty();
  }

  /** What an operator should know of where a known name leads, as the rest of a sentence. */
  default Optional<String> remark(String model) {
    return Optional.empty();
  }

  /** Names to write if a default model is missing. */
  default String examples() {
    return String.join(", ", known());
  }
}
