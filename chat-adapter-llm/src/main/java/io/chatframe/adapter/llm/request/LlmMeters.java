package io.chatframe.adapter.llm.request;

import io.chatframe.domain.port.llm.LlmFailure;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;

/**
 * Meters requests and failures, tagged by provider and model only.
 *
 * <ul>
 *   <li>{@code chat.llm.attempts}: requests sent, including retries
 *   <li>{@code chat.llm.failures}: requests that failed, by {@code kind}
 *   <li>{@code chat.llm.fallbacks}: requests that fell back to this provider and model
 *   <li>{@code chat.llm.alerts}: refusals of the operator's key, balance or rights
 *   <li>{@code chat.llm.breaker.open}: 1 while the provider's circuit breaker is open, else 0
 * </ul>
 */
public final class LlmMeters {
  private final MeterRegistry registry;

  public LlmMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The counters of one model. */
  public Of of(String provider, String model) {
    return new Of(provider, model);
  }

  public void breaker(String provider, BooleanSupplier open) {
    Gauge.builder("chat.llm.breaker.open", () -> open.getAsBoolean() ? 1 : 0)
        .tag("provider", provider)
        .register(registry);
  }

  /** Counts for one model of one provider. */
  public final class Of {
    private final String provider;
    private final String model;

    private Of(String provider, String model) {
      this.provider = provider;
      this.model = model;
    }

    void request() {
      count("chat.llm.attempts");
    }

    public void fallback() {
      count("chat.llm.fallbacks");
    }

    void failure(LlmFailure failure) {
      registry
          .counter(
              "chat.llm.failures", "provider", provider, "model", model, "kind", failure.kind())
          .increment();
      if (failure instanceof LlmFailure.NotAuthorised) {
        count("chat.llm.alerts");
      }
    }

    private void count(String name) {
      registry.counter(name, "provider", provider, "model", model).increment();
    }
  }
}
