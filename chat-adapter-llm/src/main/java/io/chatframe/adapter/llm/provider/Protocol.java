package io.chatframe.adapter.llm.provider;

/** The protocol that a provider speaks. */
public enum Protocol {
  /** Chat completions, introduced by OpenAI and spoken by many others. */
  OPENAI,
  /** Anthropic's Messages. */
  ANTHROPIC
}
