package io.chatframe.domain.port;

/**
 * A request to a provider that came to nothing, for the operator.
 *
 * @param model as assistants name it
 * @param kind as {@link LlmFailure#kind}
 */
public record FailedRequest(String model, String kind) {}
