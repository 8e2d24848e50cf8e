package io.chatframe.bootstrap.assistant;

import io.chatframe.domain.port.llm.ModelCatalog;
import java.util.List;
import java.util.Optional;

/** A catalog with the given models; {@link #ANY} knows every name. */
record DeclaredModels(List<String> known, Optional<String> defaultModel) implements ModelCatalog {
  static final DeclaredModels ANY = new DeclaredModels(List.of(), Optional.of("a-model"));

  @Override
  public boolean knows(String model) {
    return known.isEmpty() || known.contains(model);
  }
}
