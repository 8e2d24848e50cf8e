package io.chatframe.application.limit;

import static io.chatframe.domain.limit.RateScope.MESSAGES_PER_ADDRESS;
import static io.chatframe.domain.limit.RateScope.MESSAGES_PER_VISITOR;
import static io.chatframe.domain.limit.RateScope.SESSIONS_PER_ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.application.limit.RateLimits.Refused;
import io.chatframe.domain.limit.Rate;
import io.chatframe.domain.limit.RateKey;
import io.chatframe.domain.limit.RateScope;
import io.chatframe.domain.port.InMemoryRates;
import io.chatframe.domain.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RateLimitsTest {
  /** Time passes only when a test says so. */
  private static final class StoppedTime implements TimeSource {
    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

    void pass(Duration duration) {
      nanos += duration.toNanos();
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public long nanos() {
      return nanos;
    }
  }

  private static final RateKey ANNA = new RateKey(MESSAGES_PER_VISITOR, "anna");
  private static final RateKey BEN = new RateKey(MESSAGES_PER_VISITOR, "ben");
  private static final RateKey HOME = new RateKey(MESSAGES_PER_ADDRESS, "home");

  private final StoppedTime time = new StoppedTime();
  private final InMemoryRates shared = new InMemoryRates(time);
  private final RateLimits limits = node(rate(10), rate(15));

  @Test
  void allowsABurstAndThenOneAtATime() {
    assertThat(uses(limits, ANNA, 12)).isEqualTo(10);
    assertThat(limits.use(List.of(ANNA)))
        .contains(new Refused(MESSAGES_PER_VISITOR, Duration.ofSeconds(6)));

    time.pass(Duration.ofSeconds(6));

    assertThat(uses(limits, ANNA, 2)).isEqualTo(1);
    time.pass(Duration.ofMinutes(5));
    assertThat(uses(limits, ANNA, 12)).isEqualTo(10);
  }

  @Test
  void countsKeysApartAndTakesNothingFromOthersIfOneIsRefused() {
    for (int i = 0; i < 10; i++) {
      assertThat(limits.use(List.of(ANNA, HOME))).isEmpty();
    }
    for (int i = 0; i < 20; i++) {
      assertThat(limits.use(List.of(ANNA, HOME)))
          .map(Refused::scope)
          .contains(MESSAGES_PER_VISITOR);
      assertThat(limits.use(List.of(HOME, ANNA)))
          .map(Refused::scope)
          .contains(MESSAGES_PER_VISITOR);
    }

    for (int i = 0; i < 5; i++) {
      assertThat(limits.use(List.of(BEN, HOME))).isEmpty();
    }
    assertThat(limits.use(List.of(BEN, HOME))).map(Refused::scope).contains(MESSAGES_PER_ADDRESS);
  }

  @Test
  void doesNotCountAScopeWithoutARate() {
    var key = new RateKey(SESSIONS_PER_ADDRESS, "home");

    assertThat(uses(limits, key, 100_000)).isEqualTo(100_000);
    assertThat(limits.keys()).isZero();
  }

  @Test
  void givesBackARepeatsUseBeforeAndAfterItWasExchanged() {
    uses(limits, ANNA, 10);
    limits.giveBack(ANNA);
    assertThat(uses(limits, ANNA, 5)).isEqualTo(1);

    limits.exchange();
    limits.giveBack(ANNA);
    limits.exchange();

    assertThat(uses(limits, ANNA, 5)).isEqualTo(1);
  }

  @Test
  void allowsNodesTogetherWhatOneAllows() {
    RateLimits other = node(rate(10), rate(15));
    int used = 0;
    for (int i = 0; i < 20; i++) {
      used += uses(i % 2 == 0 ? limits : other, ANNA, 1);
      limits.exchange();
      other.exchange();
    }

    assertThat(used).isEqualTo(11);
    time.pass(Duration.ofSeconds(18));
    limits.exchange();
    other.exchange();
    assertThat(uses(limits, ANNA, 5)).isEqualTo(2);
  }

  @Test
  void learnsWhatTheOthersUsedAndKeepsWhatWasUsedMeanwhile() {
    RateLimits other = node(rate(10), rate(15));
    uses(other, ANNA, 7);
    other.exchange();

    uses(limits, ANNA, 1);
    limits.exchange();

    assertThat(uses(limits, ANNA, 10)).isEqualTo(2);
  }

  @Test
  void asksNobodyAboutAKeyThatIsHardlyUsed() {
    RateLimits wide = node(rate(100), rate(15));
    uses(wide, ANNA, 9);
    wide.exchange();
    assertThat(shared.exchanges()).isZero();

    uses(wide, ANNA, 1);
    wide.exchange();
    assertThat(shared.exchanges()).isEqualTo(1);
    wide.exchange();
    assertThat(shared.exchanges()).as("nothing new").isEqualTo(1);

    RateLimits other = node(rate(100), rate(15));
    uses(other, ANNA, 10);
    other.exchange();
    assertThat(uses(other, ANNA, 100)).isEqualTo(80);
  }

  @Test
  void limitsAloneWhileTheDatabaseIsUnavailableAndTellsItLater() {
    shared.unavailable(true);
    assertThat(uses(limits, ANNA, 12)).isEqualTo(10);
    limits.exchange();
    limits.exchange();
    assertThat(uses(limits, ANNA, 12)).isZero();

    shared.unavailable(false);
    limits.exchange();

    RateLimits other = node(rate(10), rate(15));
    uses(other, ANNA, 1);
    other.exchange();
    assertThat(uses(other, ANNA, 10)).isZero();
  }

  @Test
  void forgetsAKeyWhoseUsesHaveComeBack() {
    uses(limits, ANNA, 3);
    limits.exchange();
    assertThat(limits.keys()).isEqualTo(1);

    time.pass(Duration.ofSeconds(18));
    limits.exchange();

    assertThat(limits.keys()).isZero();
  }

  @Test
  void countsEachUseOfManyThreadsOnce() {
    RateLimits many = node(rate(1_000), rate(1));
    var allowed = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 64; i++) {
        threads.execute(() -> allowed.addAndGet(uses(many, ANNA, 50)));
      }
    }

    assertThat(allowed).hasValue(1_000);
  }

  private RateLimits node(Rate ofVisitor, Rate ofAddress) {
    Map<RateScope, Rate> rates =
        Map.of(MESSAGES_PER_VISITOR, ofVisitor, MESSAGES_PER_ADDRESS, ofAddress);
    return new RateLimits(rates, shared, time);
  }

  private static Rate rate(int permits) {
    return new Rate(permits, Duration.ofMinutes(1));
  }

  /** How many of so many uses are allowed. */
  private static int uses(RateLimits node, RateKey key, int times) {
    return (int) IntStream.range(0, times).filter(_ -> node.use(List.of(key)).isEmpty()).count();
  }
}
