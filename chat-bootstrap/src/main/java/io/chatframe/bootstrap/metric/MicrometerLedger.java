package io.chatframe.bootstrap.metric;

import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.llm.RequestUse;
import io.chatframe.domain.port.metric.AttemptPace;
import io.chatframe.domain.port.metric.OperationLedger;
import io.chatframe.domain.port.metric.TokenPurpose;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/**
 * Meters the node's work, by the names of {@code docs/monitoring.md}. The values of its tags are
 * names that the operator has given, and constants of this program.
 */
final class MicrometerLedger implements OperationLedger {
  private static final Duration[] WAITS =
      seconds(100, 250, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000);
  private static final Duration[] REPLIES =
      seconds(1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000);
  private static final double MICROS = 1e6;

  private final MeterRegistry registry;

  /** Summed as whole millionths, so that no digit is lost. */
  private final ConcurrentHashMap<Tags, LongAdder> costs = new ConcurrentHashMap<>();

  MicrometerLedger(MeterRegistry registry) {
    this.registry = registry;
  }

  private static Duration[] seconds(long... millis) {
    return LongStream.of(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }

  @Override
  public void paced(AssistantName assistant, String model, AttemptPace pace) {
    Tags tags = Tags.of("assistant", assistant.value(), "model", model);
    timer("chat.reply.first.token", WAITS, tags).record(pace.first());
    timer("chat.reply.longest.gap", WAITS, tags).record(pace.longestGap());
    registry.counter("chat.reply.pieces", tags).increment((double) pace.pieces());
  }

  @Override
  public void used(
      AssistantName assistant, TokenPurpose purpose, RequestUse use, Optional<Money> cost) {
    Tags tags =
        Tags.of("assistant", assistant.value(), "model", use.model(), "purpose", wireName(purpose));
    TokenUsage usage = use.usage();
    Tags estimated = tags.and("estimated", Boolean.toString(usage.estimated()));
    tokens(estimated, "input", usage.input() - usage.cachedInput() - usage.cacheWritten());
    tokens(estimated, "cached-input", usage.cachedInput());
    tokens(estimated, "cache-written", usage.cacheWritten());
    tokens(estimated, "output", usage.output() - usage.reasoning());
    tokens(estimated, "reasoning", usage.reasoning());
    cost.ifPresent(money -> cost(tags.and("currency", money.currency())).add(money.micros()));
  }

  private void tokens(Tags tags, String kind, long count) {
    // A provider may report parts that are larger than their whole, and a counter only grows.
    registry.counter("chat.tokens", tags.and("kind", kind)).increment((double) Math.max(0, count));
  }

  private LongAdder cost(Tags tags) {
    return costs.computeIfAbsent(
        tags,
        _ -> {
          var micros = new LongAdder();
          FunctionCounter.builder("chat.cost", micros, sum -> sum.sum() / MICROS)
              .tags(tags)
              .register(registry);
          return micros;
        });
  }

  @Override
  public void ended(AssistantName assistant, String model, ReplyEnd end, Duration lasted) {
    Tags tags =
        Tags.of("assistant", assistant.value(), "model", model, "status", end.status().wireName());
    String code = end.error().map(error -> error.code().wireName()).orElse("none");
    registry.counter("chat.replies", tags.and("code", code)).increment();
    timer("chat.reply.duration", REPLIES, tags).record(lasted);
  }

  @Override
  public void takenOver(AssistantName assistant, boolean continues) {
    count("chat.takeovers", assistant, "outcome", continues ? "continued" : "ended");
  }

  @Override
  public void refused(AssistantName assistant, Refusal why) {
    String reason =
        why instanceof Refusal.TooOften often
            ? "too-often-" + wireName(often.scope())
            : hyphenated(why.getClass().getSimpleName());
    count("chat.refusals", assistant, "reason", reason);
  }

  @Override
  public void followed(AssistantName assistant, boolean resumed) {
    count("chat.follows", assistant, "from", resumed ? "cursor" : "start");
  }

  @Override
  public void rewound(AssistantName assistant) {
    registry.counter("chat.rewinds", "assistant", assistant.value()).increment();
  }

  private void count(String name, AssistantName assistant, String tag, String value) {
    registry.counter(name, "assistant", assistant.value(), tag, value).increment();
  }

  private Timer timer(String name, Duration[] buckets, Tags tags) {
    return Timer.builder(name).serviceLevelObjectives(buckets).tags(tags).register(registry);
  }

  private static String wireName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String hyphenated(String className) {
    return className.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
