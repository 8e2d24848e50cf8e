package io.chatframe.domain.port.llm;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * What a model is asked.
 *
 * @param fallbacks models to ask instead, in this order, if the one before fails before its first
 *     payload; not for requests that are refused for what they say
 * @param messages the system prompt first, then questions and answers in turn, the question last
 * @param shortening gives as much of them as fits a number of tokens to read and write, and always
 *     the question. The same number gives the same messages, and a later question's begin with them
 *     for as long as they fit
 * @param once whether no later request begins with these messages, so that nothing is gained by
 *     keeping them in a provider's cache
 * @param prefix the beginning of the answer, said before: the model goes on from its end without
 *     thinking again. Only for models that {@linkplain LlmModel#continuesPrefix can}; fallbacks
 *     that cannot are passed over
 * @param reasoning whether the model may think before it answers; otherwise it is asked not to, or
 *     as little as it can
 * @param reasoningEffort how much it thinks, in its provider's words, as {@code low} or {@code
 *     high}; empty for its own default
 * @param endUser an opaque name for the visitor, {@code [A-Za-z0-9_-]{1,512}}
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

  /** A request of a dialog of which nothing can be left out. */
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

  /** The same question to another model alone, with these messages. */
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
