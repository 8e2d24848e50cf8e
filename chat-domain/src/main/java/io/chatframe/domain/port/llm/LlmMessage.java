package io.chatframe.domain.port.llm;

/** One entry of what a model is given to read. */
public record LlmMessage(Role role, String text) {
  /** Who says it, in the words providers use. */
  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT
  }
}
