package io.chatframe.adapter.web.container;

import java.time.Duration;

/**
 * What the servlet container is held to.
 *
 * @param maxConnections connections open at once; more are not accepted until one ends
 * @param writePatience the longest a write waits for a client that does not read, and a read for
 *     one that says nothing
 * @param patience the longest a client may take over each part of an exchange, however busy it is
 */
public record ContainerSettings(int maxConnections, Duration writePatience, Patience patience) {}
