package io.chatframe.bootstrap;

import io.chatframe.domain.limit.Rate;
import io.chatframe.domain.limit.RateScope;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often things may be done, each as {@code 30/1m}, 30 times a minute, or {@code off}. A
 * constraint's message says what is allowed.
 *
 * @param messagesPerVisitor messages, edits and further replies of one visitor
 * @param messagesPerAddress the same of all visitors in one network
 * @param messagesPerAssistant the same of all visitors of one assistant
 * @param sessionsPerAddress sessions begun in one network
 * @param requestsPerAddress requests and frames from one network
 */
@Validated
@ConfigurationProperties("chat.limits")
record RateProperties(
    @DefaultValue("30/1m") @Pattern(regexp = FORM, message = WORDS) String messagesPerVisitor,
    @DefaultValue("120/1m") @Pattern(regexp = FORM, message = WORDS) String messagesPerAddress,
    @DefaultValue("off") @Pattern(regexp = FORM, message = WORDS) String messagesPerAssistant,
    @DefaultValue("60/1m") @Pattern(regexp = FORM, message = WORDS) String sessionsPerAddress,
    @DefaultValue("6000/1m") @Pattern(regexp = FORM, message = WORDS) String requestsPerAddress) {
  private static final String FORM = "off|[1-9][0-9]{0,6}/[1-9][0-9]{0,3}[smh]";
  private static final String WORDS =
      "a number of times and a period in seconds, minutes or hours, as 30/1m or 500/24h; or off";

  /** The rates of those that are not off. */
  Map<RateScope, Rate> rates() {
    var rates = new EnumMap<RateScope, Rate>(RateScope.class);
    put(rates, RateScope.MESSAGES_PER_VISITOR, messagesPerVisitor);
    put(rates, RateScope.MESSAGES_PER_ADDRESS, messagesPerAddress);
    put(rates, RateScope.MESSAGES_PER_ASSISTANT, messagesPerAssistant);
    put(rates, RateScope.SESSIONS_PER_ADDRESS, sessionsPerAddress);
    put(rates, RateScope.REQUESTS_PER_ADDRESS, requestsPerAddress);
    return rates;
  }

  private static void put(Map<RateScope, Rate> rates, RateScope scope, String text) {
    if (!text.equals("off")) {
      String[] parts = text.split("/", -1);
      rates.put(scope, new Rate(Integer.parseInt(parts[0]), Duration.parse("PT" + parts[1])));
    }
  }
}
