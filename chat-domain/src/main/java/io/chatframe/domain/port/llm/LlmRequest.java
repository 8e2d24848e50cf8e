package io.chatframe.domain.port.llm;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * A request to a model.
 *
 * @param fallbacks models to ask instead, in this order, if the previous one fails before its first
 *     payload; not used if a request is refused for its content
 * @param messages the system prompt first, then alternating questions and answers, the new question
 *     last
 * @param shortening returns as many of the messages as fit a context window of the given tokens,
 *     always including the question. Deterministic; a later question's messages begin with the same
 *     ones for as long as they fit
 * @param once whether no later request begins with these messages, so that caching them at the
 *     provider is useless
 * @param prefix an earlier beginning of the answer: the model continues it without reasoning again.
 *     Only for models that {@linkplain LlmModel#continuesPrefix support it}; other fallbacks are
 *     skipped
 * @param reasoning whether the model may reason before it answers; otherwise it is asked to reason
 *     as little as it can
 * @param reasoningEffort how much it reasons, in its provider's terms, such as {@code low} or
 *     {@code high}; empty for its default
 * @param endUser an opaque id of the visitor, {@code [A-Za-z0-9_-]{1,512}}
 */
public record LlmRequest(
    String model,
    List<String> fallbacks,
    List<LlmMessage> messages,
    IntFunction<List<LlmMessage>> shortening,
    boolean once,
    Optional<String> prefix,
    OptionalDouble temperature,
    OptionalInt maxTokens,
    boolean reasoning,
    Optional<String> reasoningEffort,
    Optional<String> endUser) {
  public LlmRequest {
    fallbacks = List.copyOf(fallbacks);
    messages = List.copyOf(messages);
  }

  /** A request that cannot be shortened. */
  public LlmRequest(
      String model,
      List<String> fallbacks,
      List<LlmMessage> messages,
      Optional<String> prefix,
      OptionalDouble temperature,
      OptionalInt maxTokens,
      boolean reasoning,
      Optional<String> reasoningEffort,
      Optional<String> endUser) {
    this(
        model,
        fallbacks,
        messages,
        _ -> messages,
        false,
        prefix,
        temperature,
        maxTokens,
        reasoning,
        reasoningEffort,
        endUser);
  }

  /** The same request to another model, with these messages and no fallbacks. */
  public LlmRequest to(String other, List<LlmMessage> told, OptionalInt mostTokens) {
    return new LlmRequest(
        other,
        List.of(),
        told,
        shortening,
        once,
        prefix,
        temperature,
        mostTokens,
        reasoning,
        reasoningEffort,
        endUser);
  }
}
