package io.chatframe.domain.port;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a model is asked.
 *
 * @param messages the system prompt first, then questions and answers in turn, the question last
 * @param reasoning whether the model may think before it answers, where it can
 * @param endUser an opaque name for the visitor, {@code [A-Za-z0-9_-]{1,512}}
 */
public record LlmRequest(
    String model,
    List<LlmMessage> messages,
    OptionalDouble temperature,
    OptionalInt maxTokens,
    boolean reasoning,
    Optional<String> endUser) {
  public LlmRequest {
    messages = List.copyOf(messages);
  }
}
