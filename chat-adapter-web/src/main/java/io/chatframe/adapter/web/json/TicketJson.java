package io.chatframe.adapter.web.json;

import java.time.Instant;

/** An embed ticket for a page. */
public record TicketJson(String ticket, Instant expiresAt) {}
