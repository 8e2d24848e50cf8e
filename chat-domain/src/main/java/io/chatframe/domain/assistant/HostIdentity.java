package io.chatframe.domain.assistant;

/**
 * How an assistant's host proves who its visitors are.
 *
 * @param required whether only visitors whom the host identifies are served
 */
public record HostIdentity(HostKeys keys, boolean required) {}
