package io.chatframe.domain.usage;

/**
 * Tokens one reply used.
 *
 * @param input all tokens of the request, cached ones included
 * @param cachedInput the part of {@code input} the provider had cached
 * @param cacheWritten the part of {@code input} the provider put into its cache, at a price of its
 *     own
 * @param output all generated tokens, reasoning included
 * @param reasoning the part of {@code output} that was reasoning
 * @param estimated whether we counted because the provider did not say
 */
public record TokenUsage(
    long input,
    long cachedInput,
    long cacheWritten,
    long output,
    long reasoning,
    boolean estimated) {
  public TokenUsage {
    if (input < 0 || cachedInput < 0 || cacheWritten < 0 || output < 0 || reasoning < 0) {
      throw new IllegalArgumentException("Tokens are counted from 0");
    }
  }

  /** A use that put nothing into a cache, or whose provider does not charge for that. */
  public TokenUsage(long input, long cachedInput, long output, long reasoning, boolean estimated) {
    this(input, cachedInput, 0, output, reasoning, estimated);
  }

  /** What both used together. */
  public TokenUsage plus(TokenUsage other) {
    return new TokenUsage(
        input + other.input,
        cachedInput + other.cachedInput,
        cacheWritten + other.cacheWritten,
        output + other.output,
        reasoning + other.reasoning,
        estimated || other.estimated);
  }
}
