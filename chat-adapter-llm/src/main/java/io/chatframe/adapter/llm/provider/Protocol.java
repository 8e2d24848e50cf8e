package io.chatframe.adapter.llm.provider;

/** What a provider speaks. */
public enum Protocol {
  /** Chat completions, as OpenAI began them and many others speak them. */
  OPENAI,
  /** Anthropic's Messages. */
  ANTHROPIC
}
