package io.chatframe.adapter.llm.refusal;

import java.util.List;

/**
 * An optional part of a request that a provider may refuse. Parts with a name in common are ordered
 * from the specific to the general: the specific one is left out first.
 */
public enum Part {
  STREAM_OPTIONS("stream_options", "include_usage"),
  TEMPERATURE("temperature"),
  /** {@code max_completion_tokens} in place of {@code max_tokens}, or the other way round. */
  NAME_OF_MAX_TOKENS("max_completion_tokens", "max_tokens"),
  /** Whether thoughts are shown: Anthropic's. */
  THINKING_DISPLAY("display"),
  /** Thinking within a token budget: Anthropic's older way. */
  THINKING_BUDGET("budget_tokens", "thinking"),
  THINKING_OFF("thinking", "enable_thinking", "chat_template_kwargs", "chat_template", "reasoning"),
  THINKING_ON("thinking", "enable_thinking", "reasoning"),
  EFFORT_NONE("reasoning_effort", "effort", "reasoning", "thinking", "budget"),
  EFFORT_MINIMAL("reasoning_effort", "effort", "reasoning", "thinking", "budget"),
  EFFORT_LOW("reasoning_effort", "effort", "output_config", "reasoning", "thinking"),
  /** The effort that the assistant asks for. */
  EFFORT("reasoning_effort", "effort", "output_config", "reasoning", "thinking"),
  CACHE_KEY("prompt_cache_key"),
  END_USER("safety_identifier", "user_id", "user", "metadata"),
  CACHE_MARKS("cache_control"),
  /** A separate system message; without it, the first question begins with the system prompt. */
  SYSTEM_ROLE("role");

  // Immutable: List.of copies the array.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> names;

  Part(String... names) {
    this.names = List.of(names);
  }

  /** Its names on the wire. */
  public List<String> names() {
    return names;
  }
}
