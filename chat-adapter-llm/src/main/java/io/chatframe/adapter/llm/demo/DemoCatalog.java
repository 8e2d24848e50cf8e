package io.chatframe.adapter.llm.demo;

import io.chatframe.domain.port.llm.ModelCatalog;
import java.util.List;
import java.util.Optional;

/** The catalog if no provider is set up: the demo answers any model name without a provider. */
public final class DemoCatalog implements ModelCatalog {
  @Override
  public boolean knows(String model) {
    return !model.contains("/") || model.startsWith("demo/");
  }

  /** Whether a name means the demo itself. */
  public boolean isDemo(String model) {
    return model.equals("demo") || model.startsWith("demo/");
  }

  @Override
  public List<String> known() {
    return List.of("demo");
  }

  @Override
  public Optional<String> defaultModel() {
    return Optional.of("demo");
  }
}
