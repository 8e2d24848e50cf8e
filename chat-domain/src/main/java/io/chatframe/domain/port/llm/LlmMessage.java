package io.chatframe.domain.port.llm;

/** One message of a model's input. */
public record LlmMessage(Role role, String text) {
  /** The author, in providers' terms. */
  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT
  }
}
