package io.chatframe.bootstrap.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.bootstrap.operation.Exposition;
import io.chatframe.bootstrap.operation.MonitoringDocument;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyError;
import io.chatframe.domain.ReplyErrorCode;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.limit.RateScope;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.llm.RequestUse;
import io.chatframe.domain.port.metric.AttemptPace;
import io.chatframe.domain.port.metric.TokenPurpose;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MicrometerLedgerTest {
  private static final AssistantName HELP = new AssistantName("help");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerLedger ledger = new MicrometerLedger(registry);

  @Test
  void givesWhatTheDocumentSays() throws IOException {
    ledger.paced(HELP, "m", new AttemptPace(Duration.ofMillis(300), Duration.ofMillis(20), 7));
    use(new TokenUsage(10, 0, 5, 0, false), 1);
    ledger.ended(HELP, "m", ReplyEnd.stopped(Instant.EPOCH), Duration.ofSeconds(3));
    ledger.takenOver(HELP, true);
    ledger.refused(HELP, new Refusal.TextBlank());
    ledger.followed(HELP, false);
    ledger.rewound(HELP);

    Set<String> counted = MonitoringDocument.metrics();
    counted.removeIf(metric -> metric.startsWith("chat_llm_") || metric.contains(" gauge "));

    assertThat(scrape().described()).isEqualTo(counted).isNotEmpty();
  }

  @Test
  void dividesTokensIntoKindsThatAddUp() {
    use(new TokenUsage(100, 30, 20, 50, 15, false), 1);

    assertThat(tokens("input")).isEqualTo("50");
    assertThat(tokens("cached-input")).isEqualTo("30");
    assertThat(tokens("cache-written")).isEqualTo("20");
    assertThat(tokens("output")).isEqualTo("35");
    assertThat(tokens("reasoning")).isEqualTo("15");
  }

  @Test
  void losesNoDigitOfMoney() {
    for (int i = 0; i < 1_000; i++) {
      use(new TokenUsage(1, 0, 1, 0, false), 100_001);
    }

    assertThat(scrape().sum("chat_cost_total", Map.of("currency", "USD")))
        .isEqualByComparingTo(new BigDecimal("100.001"));
  }

  @Test
  void namesReasonsAndCodes() {
    ledger.refused(
        HELP, new Refusal.TooOften(RateScope.MESSAGES_PER_VISITOR, Duration.ofSeconds(1)));
    ledger.refused(HELP, new Refusal.NodeFull(Duration.ofSeconds(1)));
    ledger.ended(
        HELP,
        "m",
        ReplyEnd.failed(ReplyError.of(ReplyErrorCode.PROVIDER_BUSY), Instant.EPOCH),
        Duration.ofSeconds(3));

    assertThat(refusals("too-often-messages-per-visitor")).isEqualTo("1");
    assertThat(refusals("node-full")).isEqualTo("1");
    assertThat(count("chat_replies_total", Map.of("status", "failed", "code", "provider-busy")))
        .isEqualTo("1");
  }

  private void use(TokenUsage usage, long micros) {
    ledger.used(
        HELP,
        TokenPurpose.REPLY,
        new RequestUse("m", usage),
        Optional.of(new Money(micros, "USD")));
  }

  private String tokens(String kind) {
    return count("chat_tokens_total", Map.of("kind", kind, "purpose", "reply"));
  }

  private String refusals(String reason) {
    return count("chat_refusals_total", Map.of("assistant", "help", "reason", reason));
  }

  private String count(String name, Map<String, String> labels) {
    return scrape().sum(name, labels).toBigIntegerExact().toString();
  }

  private Exposition scrape() {
    return new Exposition(registry.scrape());
  }
}
