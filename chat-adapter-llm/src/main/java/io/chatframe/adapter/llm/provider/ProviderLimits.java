package io.chatframe.adapter.llm.provider;

import java.time.Duration;

/**
 * The timeouts of a provider, and how many requests it gets at once.
 *
 * @param connect limit for each of host lookup, connecting and TLS handshake
 * @param byteGap how long a connection may be silent
 * @param firstPayload how long a model may take to start answering on a live connection
 * @param beforeFirstByte how long to wait for the first byte of a response
 * @param concurrent the most concurrent streams
 */
public record ProviderLimits(
    Duration connect,
    Duration byteGap,
    Duration firstPayload,
    Duration beforeFirstByte,
    int concurrent) {}
