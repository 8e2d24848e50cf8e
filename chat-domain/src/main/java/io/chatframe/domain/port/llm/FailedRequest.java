package io.chatframe.domain.port.llm;

/**
 * A request to a provider that came to nothing, for the operator.
 *
 * @param model as assistants name it
 * @param kind as {@link LlmFailure#kind}
 * @param refusal the HTTP status and the {@link ProviderError} of a refusal; empty for what was not
 *     refused
 */
public record FailedRequest(String model, String kind, String refusal) {
  /** A request that was not refused, but failed otherwise. */
  public FailedRequest(String model, String kind) {
    this(model, kind, "");
  }

  /** In one line, as {@code deepseek-v4-flash rejected 400 code=invalid_value}. */
  public String told() {
    return model + " " + kind + (refusal.isEmpty() ? "" : " " + refusal);
  }
}
