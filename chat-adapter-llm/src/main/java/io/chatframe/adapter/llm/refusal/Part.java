package io.chatframe.adapter.llm.refusal;

import java.util.List;

/**
 * What a request may say and a provider may refuse, although the request can do without it. Parts
 * that go by the same name stand from the special to the general: the special one is tried without
 * first.
 */
public enum Part {
  STREAM_OPTIONS("stream_options", "include_usage"),
  TEMPERATURE("temperature"),
  /** {@code max_completion_tokens} in place of {@code max_tokens}, or the other way round. */
  NAME_OF_MAX_TOKENS("max_completion_tokens", "max_tokens"),
  /** Whether thoughts are shown: Anthropic's. */
  THINKING_DISPLAY("display"),
  /** Thinking within a number of tokens: Anthropic's older way. */
  THINKING_BUDGET("budget_tokens", "thinking"),
  THINKING_OFF("thinking", "enable_thinking", "chat_template_kwargs", "chat_template", "reasoning"),
  THINKING_ON("thinking", "enable_thinking", "reasoning"),
  EFFORT_NONE("reasoning_effort", "effort", "reasoning", "thinking", "budget"),
  EFFORT_MINIMAL("reasoning_effort", "effort", "reasoning", "thinking", "budget"),
  EFFORT_LOW("reasoning_effort", "effort", "output_config", "reasoning", "thinking"),
  /** The one that the assistant asks for. */
  EFFORT("reasoning_effort", "effort", "output_config", "reasoning", "thinking"),
  CACHE_KEY("prompt_cache_key"),
  END_USER("safety_identifier", "user_id", "user", "metadata"),
  CACHE_MARKS("cache_control"),
  /** A message of the system's own; without it the first question begins with its words. */
  SYSTEM_ROLE("role");

  // Made of an array that nobody else holds.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> names;

  Part(String... names) {
    this.names = List.of(names);
  }

  /** What it is called on the wire. */
  public List<String> names() {
    return names;
  }
}
