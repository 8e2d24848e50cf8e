package io.chatframe.domain.port.llm;

import io.chatframe.domain.usage.Price;
import java.util.List;
import java.util.Optional;

/** The models that assistants may name. Thread-safe; does not block. */
public interface ModelCatalog {
  /** Whether some provider has a model of this name, or does not declare its models. */
  boolean knows(String model);

  /**
   * The valid names, in order; a literal {@code <provider>/<model>} stands for any model of a
   * provider that does not declare its models.
   */
  List<String> known();

  /** The model for assistants that name none; if empty, each must name one. */
  Optional<String> defaultModel();

  /** The price of a known model; empty if nobody has declared one. */
  default Optional<Price> price(String model) {
    return Optional.empty();
  }

  /** A suggestion for an unknown name, phrased as the rest of a sentence. */
  default Optional<String> meant(String unknown) {
    return Optional.empty();
  }

  /** What an operator should know about a known name, phrased as the rest of a sentence. */
  default Optional<String> remark(String model) {
    return Optional.empty();
  }

  /** Names to suggest if no default model is set. */
  default String examples() {
    return String.join(", ", known());
  }
}
