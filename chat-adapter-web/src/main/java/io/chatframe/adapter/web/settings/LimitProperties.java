package io.chatframe.adapter.web.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits on concurrency and timeouts for clients.
 *
 * @param maxStreams the most replies followed concurrently on this node by any transport, including
 *     waiting requests; also the most WebSocket connections
 * @param maxStreamsPerVisitor the same for one visitor
 * @param heartbeat the longest silence of a stream
 * @param answerPatience the longest wait of a client for a whole reply before it gets 202
 * @param headPatience the timeout for a request's line and headers
 * @param bodyPatience the timeout for a request's body
 * @param writePatience the timeout of a write to a client that does not read
 * @param exchangePatience the timeout for receiving a response; longer than a stream lasts
 * @param authPatience the longest time of a WebSocket connection without a token
 * @param pongPatience the longest silence of a WebSocket client
 * @param keySetPatience the timeout for fetching the keys of a host
 * @param keySetPause the shortest time between two fetches of the same keys
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
    @DefaultValue("45s") Duration pongPatience,
    @DefaultValue("5s") Duration keySetPatience,
    @DefaultValue("10s") Duration keySetPause) {
  private static final long MOST = 1_000_000;
  private static final String COUNT = "a whole number from 1 to a million";
}
