package io.chatframe.domain.port.llm;

/**
 * A failed request to a provider, recorded for the operator.
 *
 * @param model as assistants name it
 * @param kind as {@link LlmFailure#kind}
 * @param refusal the HTTP status and the {@link ProviderError} of a refusal; empty for other
 *     failures
 */
public record FailedRequest(String model, String kind, String refusal) {
  /** A request that failed without a refusal. */
  public FailedRequest(String model, String kind) {
    this(model, kind, "");
  }

  /** Formats it in one line, such as {@code deepseek-v4-flash rejected 400 code=invalid_value}. */
  public String told() {
    return model + " " + kind + (refusal.isEmpty() ? "" : " " + refusal);
  }
}
