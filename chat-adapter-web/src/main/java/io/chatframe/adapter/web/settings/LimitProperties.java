package io.chatframe.adapter.web.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much the doors take at once, and how long they wait for clients.
 *
 * @param maxStreams the most replies followed here at once over all doors, waiting answers
 *     included; also the most WebSocket connections
 * @param maxStreamsPerVisitor the same for one visitor
 * @param heartbeat the longest a stream is silent
 * @param answerPatience the longest that a client waits for a whole answer before it gets 202
 * @param headPatience the longest a request's line and headers may take to come
 * @param bodyPatience the longest a request's body may take to come
 * @param writePatience the longest a write waits for a client that does not read
 * @param exchangePatience the longest a client may take to take an answer; longer than a stream
 *     lasts
 * @param authPatience the longest a WebSocket connection may be without a token
 * @param pongPatience the longest a WebSocket client may be silent
 */
@Validated
@ConfigurationProperties("chat.web")
public record LimitProperties(
    @DefaultValue("10000")
        @Min(value = 1, message = LimitProperties.COUNT)
        @Max(value = LimitProperties.MOST, message = LimitProperties.COUNT)
        int maxStreams,
    @DefaultValue("32") int maxStreamsPerVisitor,
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("50s") Duration answerPatience,
    @DefaultValue("20s") Duration headPatience,
    @DefaultValue("20s") Duration bodyPatience,
    @DefaultValue("10s") Duration writePatience,
    @DefaultValue("6m") Duration exchangePatience,
    @DefaultValue("5s") Duration authPatience,
    @DefaultValue("45s") Duration pongPatience) {
  private static final long MOST = 1_000_000;
  private static final String COUNT = "a whole number from 1 to a million";
}
