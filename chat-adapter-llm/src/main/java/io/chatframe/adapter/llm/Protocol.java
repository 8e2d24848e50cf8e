package io.chatframe.adapter.llm;

/** What a provider speaks. */
enum Protocol {
  /** Chat completions, as OpenAI began them and many others speak them. */
  OPENAI,
  /** Anthropic's Messages. */
  ANTHROPIC
}
