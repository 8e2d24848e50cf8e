package io.chatframe.domain.feedback;

import java.util.Optional;

/**
 * What a visitor says of a reply.
 *
 * @param reason her own words; never blank
 */
public record Feedback(Rating rating, Optional<String> reason) {}
