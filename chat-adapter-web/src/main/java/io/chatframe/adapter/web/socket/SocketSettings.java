package io.chatframe.adapter.web.socket;

import java.time.Duration;

/**
 * The bounds of the WebSocket door.
 *
 * @param most connections at once
 * @param mostPerVisitor of them, those of one visitor
 * @param heartbeat how long the line may be silent
 * @param writePatience the longest a frame waits for a client that does not read
 * @param authPatience the longest a connection may be without a token
 * @param pongPatience the longest nothing may be heard of a client
 */
public record SocketSettings(
    int most,
    int mostPerVisitor,
    Duration heartbeat,
    Duration writePatience,
    Duration authPatience,
    Duration pongPatience) {}
