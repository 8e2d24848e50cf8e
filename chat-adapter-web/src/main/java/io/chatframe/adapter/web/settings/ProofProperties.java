package io.chatframe.adapter.web.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Proofs of work, which anonymous visitors' browsers may have to give for a session.
 *
 * @param ofWork when they are needed: {@code off}, {@code always}, or {@code auto}, while there are
 *     unusually many sessions
 * @param difficulty the most numbers that a browser has to try; on average it is half of them
 */
@Validated
@ConfigurationProperties("chat.proof")
public record ProofProperties(
    @DefaultValue("off") @Pattern(regexp = "off|always|auto", message = ProofProperties.WORDS)
        String ofWork,
    @DefaultValue("200000")
        @Min(value = ProofProperties.LEAST, message = ProofProperties.RANGE)
        @Max(value = ProofProperties.MOST, message = ProofProperties.RANGE)
        int difficulty) {
  private static final String WORDS = "off, always or auto";
  private static final String RANGE = "a whole number from 1000 to 10 million";
  private static final long LEAST = 1_000;
  private static final long MOST = 10_000_000;
}
