package io.chatframe.domain.port;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a model is asked.
 *
 * @param fallbacks models to ask instead, in this order, where the one before fails before its
 *     first payload; not for requests that are refused for what they say
 * @param messages the system prompt first, then questions and answers in turn, the question last
 * @param prefix the beginning of the answer, said before: the model goes on from its end without
 *     thinking again. Only for models that {@linkplain LlmModel#continuesPrefix can}; fallbacks
 *     that cannot are passed over
 * @param reasoning whether the model may think before it answers, where it can
 * @param reasoningEffort how much it thinks, in its provider's words, as {@code low} or {@code
 *     high}; empty for its own default
 * @param endUser an opaque name for the visitor, {@code [A-Za-z0-9_-]{1,512}}
 */
public record LlmRequest(
    String model,
    List<String> fallbacks,
    List<LlmMessage> messages,
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
}
