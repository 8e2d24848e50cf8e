package io.chatframe.domain.usage;

/**
 * The tokens that a reply or request used.
 *
 * @param input all tokens of the request, including cached ones
 * @param cachedInput the part of {@code input} the provider had cached
 * @param cacheWritten the part of {@code input} that the provider wrote to its cache and bills
 *     separately
 * @param output all generated tokens, including reasoning
 * @param reasoning the part of {@code output} that was reasoning
 * @param estimated whether this server estimated the counts because the provider reported none
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

  /** A use without cache writes, or whose provider does not bill them separately. */
  public TokenUsage(long input, long cachedInput, long output, long reasoning, boolean estimated) {
    this(input, cachedInput, 0, output, reasoning, estimated);
  }

  /** The sum of both. */
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
