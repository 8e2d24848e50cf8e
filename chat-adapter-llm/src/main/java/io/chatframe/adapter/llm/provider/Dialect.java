package io.chatframe.adapter.llm.provider;

import java.util.Locale;

/** What providers of chat completions expect in a request, and what they refuse. */
public enum Dialect {
  DEEPSEEK,
  OPENAI,
  /** OpenAI's, except for names that its older versions do not know. */
  AZURE,
  OPENROUTER,
  GROQ,
  /** Refuses every field that it does not know. */
  MISTRAL,
  GEMINI,
  XAI,
  /** Z.ai, Zhipu. */
  ZAI,
  /** Alibaba's DashScope. */
  QWEN,
  OLLAMA,
  /** vLLM and servers that accept its fields: SGLang, the llama.cpp server. */
  VLLM,
  /** Only what all of them accept. */
  COMPATIBLE;

  /** The field that tells a model whether and how much to think. */
  public enum ReasoningField {
    /** None, except an effort that the assistant asks for. */
    NONE,
    /** {@code thinking: {type: enabled | disabled}}. */
    THINKING,
    /** {@code reasoning_effort}, down to {@code none}. */
    REASONING_EFFORT,
    /** {@code enable_thinking: true | false}. */
    ENABLE_THINKING,
    /** {@code chat_template_kwargs: {enable_thinking: false}}. */
    CHAT_TEMPLATE_KWARGS,
    /** {@code reasoning: {effort}} or {@code reasoning: {enabled: false}}. */
    REASONING
  }

  /** The field that identifies the visitor without revealing who that is. */
  public enum UserField {
    NONE,
    USER,
    USER_ID,
    /** Also {@code prompt_cache_key}, so that a visitor's requests hit the same cache. */
    SAFETY_IDENTIFIER
  }

  /**
   * The individual differences.
   *
   * @param reasoning the field that controls thinking
   * @param maxCompletionTokens expects {@code max_completion_tokens} instead of {@code max_tokens}
   * @param streamOptions accepts {@code stream_options}, and reports usage only with it
   * @param user the field that identifies the visitor
   * @param temperature accepts {@code temperature}
   * @param systemRole accepts a system message
   * @param cacheMarks needs marks on what to cache; Anthropic's protocol only
   */
  public record Switches(
      ReasoningField reasoning,
      boolean maxCompletionTokens,
      boolean streamOptions,
      UserField user,
      boolean temperature,
      boolean systemRole,
      boolean cacheMarks) {}

  public Switches switches() {
    return switch (this) {
      case DEEPSEEK -> of(ReasoningField.THINKING, UserField.USER_ID);
      case OPENAI ->
          new Switches(
              ReasoningField.REASONING_EFFORT,
              true,
              true,
              UserField.SAFETY_IDENTIFIER,
              true,
              true,
              false);
      case AZURE ->
          new Switches(
              ReasoningField.REASONING_EFFORT, true, true, UserField.USER, true, true, false);
      case OPENROUTER -> of(ReasoningField.REASONING, UserField.USER);
      case GROQ, XAI -> of(ReasoningField.REASONING_EFFORT, UserField.USER);
      case MISTRAL ->
          new Switches(ReasoningField.NONE, false, false, UserField.NONE, true, true, false);
      case GEMINI, OLLAMA -> of(ReasoningField.REASONING_EFFORT, UserField.NONE);
      case ZAI -> of(ReasoningField.THINKING, UserField.USER_ID);
      case QWEN -> of(ReasoningField.ENABLE_THINKING, UserField.NONE);
      case VLLM -> of(ReasoningField.CHAT_TEMPLATE_KWARGS, UserField.NONE);
      case COMPATIBLE -> of(ReasoningField.NONE, UserField.NONE);
    };
  }

  private static Switches of(ReasoningField reasoning, UserField user) {
    return new Switches(reasoning, false, true, user, true, true, false);
  }

  public static Dialect of(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    for (Dialect dialect : values()) {
      for (String known : dialect.hosts().split(" ", -1)) {
        if (!known.isEmpty() && (name.equals(known) || name.endsWith("." + known))) {
          return dialect;
        }
      }
    }
    return COMPATIBLE;
  }

  private String hosts() {
    return switch (this) {
      case DEEPSEEK -> "deepseek.com";
      case OPENAI -> "api.openai.com";
      case AZURE -> "openai.azure.com services.ai.azure.com";
      case OPENROUTER -> "openrouter.ai";
      case GROQ -> "groq.com";
      case MISTRAL -> "mistral.ai";
      case GEMINI -> "generativelanguage.googleapis.com";
      case XAI -> "x.ai";
      case ZAI -> "z.ai bigmodel.cn";
      case QWEN -> "dashscope.aliyuncs.com dashscope-intl.aliyuncs.com dashscope-us.aliyuncs.com";
      case OLLAMA, VLLM, COMPATIBLE -> "";
    };
  }
}
