package io.chatframe.adapter.llm.routing;

import io.chatframe.adapter.llm.provider.Provider;
import io.chatframe.adapter.llm.request.LlmMeters;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the concurrent streams to a provider, and rejects new ones for a while after most of the
 * recent ones have failed. Thread-safe.
 */
final class ProviderGate {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderGate.class);
  private static final Duration SPARED = Duration.ofSeconds(10);

  private final CircuitBreaker breaker;
  private final Bulkhead bulkhead;

  ProviderGate(Provider provider, LlmMeters meters) {
    breaker =
        CircuitBreaker.of(
            provider.name(),
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(40)
                .minimumNumberOfCalls(20)
                .failureRateThreshold(75)
                .waitDurationInOpenState(SPARED)
                .permittedNumberOfCallsInHalfOpenState(3)
                .build());
    bulkhead =
        Bulkhead.of(
            provider.name(),
            BulkheadConfig.custom()
                .maxConcurrentCalls(provider.limits().concurrent())
                .maxWaitDuration(Duration.ZERO)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(event ->
            LOG.warn(
                "Provider {}: the circuit breaker is {}",
                provider.name(),
                event.getStateTransition().getToState()));
    meters.breaker(provider.name(), () -> breaker.getState() == CircuitBreaker.State.OPEN);
  }

  /**
   * Admits one stream.
   *
   * @throws LlmException if it is not admitted
   */
  Pass enter() {
    if (!bulkhead.tryAcquirePermission()) {
      throw new LlmException(new LlmFailure.RateLimited(Optional.empty()));
    }
    if (!breaker.tryAcquirePermission()) {
      bulkhead.onComplete();
      throw new LlmException(new LlmFailure.Unavailable("spared after failures"));
    }
    return new Pass();
  }

  /** The admission of one stream; thread-safe. */
  final class Pass {
    private final long entered = System.nanoTime();
    private final AtomicBoolean judged = new AtomicBoolean();
    private final AtomicBoolean left = new AtomicBoolean();

    private Pass() {}

    /** The model has begun to answer. */
    void began() {
      if (judged.compareAndSet(false, true)) {
        breaker.onSuccess(System.nanoTime() - entered, TimeUnit.NANOSECONDS);
      }
    }

    /** The provider failed. */
    void failed(LlmFailure failure) {
      if (!judged.compareAndSet(false, true)) {
        return;
      }
      if (isProviderFault(failure)) {
        long took = System.nanoTime() - entered;
        breaker.onError(took, TimeUnit.NANOSECONDS, new LlmException(failure));
      } else {
        breaker.releasePermission();
      }
    }

    /** The stream is over. */
    void leave() {
      if (judged.compareAndSet(false, true)) {
        breaker.releasePermission();
      }
      if (left.compareAndSet(false, true)) {
        bulkhead.onComplete();
      }
    }
  }

  /** Failures due to the request, the account or our own limits say nothing about the provider. */
  private static boolean isProviderFault(LlmFailure failure) {
    return switch (failure) {
      case LlmFailure.Unavailable _,
          LlmFailure.Overloaded _,
          LlmFailure.Stalled _,
          LlmFailure.Broken _,
          LlmFailure.InsufficientResource _ ->
          true;
      case LlmFailure.NotAuthorised _,
          LlmFailure.RateLimited _,
          LlmFailure.Rejected _,
          LlmFailure.ContextTooLong _,
          LlmFailure.ContentFiltered _,
          LlmFailure.TooLong _,
          LlmFailure.EmptyAnswer _,
          LlmFailure.Closed _ ->
          false;
    };
  }
}
