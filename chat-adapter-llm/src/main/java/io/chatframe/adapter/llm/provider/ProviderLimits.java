package io.chatframe.adapter.llm.provider;

import java.time.Duration;

/**
 * How long a provider is waited for, and how many requests it gets at once.
 *
 * @param connect for the lookup of its host, the connection and the TLS handshake, each
 * @param byteGap how long a connection may carry nothing at all
 * @param firstPayload how long a model may take to begin, while the connection lives
 * @param beforeFirstByte how long a request may remain without any byte of a response
 * @param concurrent streams at once
 */
public record ProviderLimits(
    Duration connect,
    Duration byteGap,
    Duration firstPayload,
    Duration beforeFirstByte,
    int concurrent) {}
