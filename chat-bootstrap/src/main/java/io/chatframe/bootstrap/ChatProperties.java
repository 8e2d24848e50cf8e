package io.chatframe.bootstrap;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings that belong to no adapter. A constraint's message says what is allowed.
 *
 * @param assistantsDir a directory of {@code name.md} files
 * @param maxLiveReplies the most concurrent replies on this node
 * @param maxRepliesPerVisitor the most concurrent replies of one visitor on this node
 * @param drain how long running replies may continue when the server is asked to stop
 * @param timeZone the time zone of the log and of the date sent to models; empty for the system's
 */
@Validated
@ConfigurationProperties("chat")
record ChatProperties(
    @DefaultValue("assistants") Path assistantsDir,
    @DefaultValue("2000") @Min(value = 1, message = COUNT) @Max(value = MOST, message = COUNT)
        int maxLiveReplies,
    @DefaultValue("5") @Min(value = 1, message = COUNT) @Max(value = MOST, message = COUNT)
        int maxRepliesPerVisitor,
    @DefaultValue("20s") @DurationMin(message = DRAIN) @DurationMax(minutes = 10, message = DRAIN)
        Duration drain,
    Optional<ZoneId> timeZone) {
  private static final long MOST = 1_000_000;
  private static final String COUNT = "a whole number from 1 to a million";
  private static final String DRAIN = "a time from 0s to 10m";
}
