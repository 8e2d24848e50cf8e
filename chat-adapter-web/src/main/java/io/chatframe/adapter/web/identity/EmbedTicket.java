package io.chatframe.adapter.web.identity;

import java.time.Instant;
import java.util.UUID;

/**
 * An embed ticket that this server has signed.
 *
 * @param assistant the name of the assistant that it is for
 * @param origin the origin of the page that has fetched it
 * @param acceptedUntil when this server starts to refuse it: later than it expires, to allow for
 *     clock skew
 */
public record EmbedTicket(UUID id, String assistant, String origin, Instant acceptedUntil) {}
