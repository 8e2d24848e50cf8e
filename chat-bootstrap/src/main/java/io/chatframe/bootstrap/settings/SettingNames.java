package io.chatframe.bootstrap.settings;

import java.util.Arrays;
import java.util.Optional;

/** The settings an operator knows, and the Spring property each becomes. */
public enum SettingNames {
  HOST("server.address"),
  PORT("server.port"),
  MANAGEMENT_PORT("management.server.port"),
  CHAT_DRAIN("chat.drain"),
  TZ("chat.time-zone"),
  DATABASE_URL("chat.database.url"),
  DATABASE_USER("chat.database.user"),
  DATABASE_PASSWORD("chat.database.password"),
  DATABASE_POOL_SIZE("chat.database.pool-size"),
  DATABASE_WAIT("chat.database.wait-for"),
  LLM_BASE_URL("chat.llm.base-url"),
  LLM_API_KEY("chat.llm.api-key"),
  LLM_MODEL("chat.llm.model"),
  LLM_DIALECT("chat.llm.dialect"),
  LLM_CONTEXT_TOKENS("chat.llm.context-tokens"),
  LLM_EXTRA_BODY("chat.llm.extra-body"),
  LLM_PREFIX_CONTINUATION("chat.llm.prefix-continuation"),
  LLM_PREFIX_BASE_URL("chat.llm.prefix-base-url"),
  LLM_FIRST_PAYLOAD("chat.llm.first-payload"),
  LLM_BYTE_GAP("chat.llm.byte-gap"),
  LLM_CA_FILE("chat.llm.ca-file"),
  HTTP_PROXY("chat.llm.proxy.http"),
  HTTPS_PROXY("chat.llm.proxy.https"),
  ALL_PROXY("chat.llm.proxy.all"),
  NO_PROXY("chat.llm.proxy.except"),
  LLM_SMALL_MODEL("chat.afterthoughts.model"),
  LLM_TITLES("chat.afterthoughts.titles"),
  LLM_FOLLOW_UPS("chat.afterthoughts.follow-ups"),
  DEEPSEEK_API_KEY("chat.llm.providers.deepseek.api-key"),
  DEEPSEEK_BASE_URL("chat.llm.providers.deepseek.base-url"),
  OPENAI_API_KEY("chat.llm.providers.openai.api-key"),
  OPENAI_BASE_URL("chat.llm.providers.openai.base-url"),
  AZURE_API_KEY("chat.llm.providers.azure.api-key"),
  AZURE_BASE_URL("chat.llm.providers.azure.base-url"),
  OPENROUTER_API_KEY("chat.llm.providers.openrouter.api-key"),
  OPENROUTER_BASE_URL("chat.llm.providers.openrouter.base-url"),
  GROQ_API_KEY("chat.llm.providers.groq.api-key"),
  GROQ_BASE_URL("chat.llm.providers.groq.base-url"),
  MISTRAL_API_KEY("chat.llm.providers.mistral.api-key"),
  MISTRAL_BASE_URL("chat.llm.providers.mistral.base-url"),
  GEMINI_API_KEY("chat.llm.providers.gemini.api-key"),
  GEMINI_BASE_URL("chat.llm.providers.gemini.base-url"),
  OLLAMA_API_KEY("chat.llm.providers.ollama.api-key"),
  OLLAMA_BASE_URL("chat.llm.providers.ollama.base-url"),
  VLLM_API_KEY("chat.llm.providers.vllm.api-key"),
  VLLM_BASE_URL("chat.llm.providers.vllm.base-url"),
  LLAMACPP_API_KEY("chat.llm.providers.llamacpp.api-key"),
  LLAMACPP_BASE_URL("chat.llm.providers.llamacpp.base-url"),
  LMSTUDIO_API_KEY("chat.llm.providers.lmstudio.api-key"),
  LMSTUDIO_BASE_URL("chat.llm.providers.lmstudio.base-url"),
  ANTHROPIC_API_KEY("chat.llm.providers.anthropic.api-key"),
  ANTHROPIC_BASE_URL("chat.llm.providers.anthropic.base-url"),
  ASSISTANTS_DIR("chat.assistants-dir"),
  DATA_DIR("chat.database.data-dir"),
  TOKEN_SECRET("chat.token-secret"),
  MAX_STREAMS("chat.web.max-streams"),
  MAX_LIVE_REPLIES("chat.max-live-replies"),
  MAX_REPLIES_PER_VISITOR("chat.max-replies-per-visitor");

  private final String property;

  SettingNames(String property) {
    this.property = property;
  }

  String property() {
    return property;
  }

  /** Whether it is the key or the address of one of the named providers. */
  boolean isOfProvider() {
    return property.startsWith("chat.llm.providers.");
  }

  /** Whether other programs know it too, some of them in lower case only. */
  boolean isShared() {
    return property.startsWith("chat.llm.proxy.");
  }

  /** The setting that a message of an adapter begins with. */
  static Optional<SettingNames> begins(String message) {
    return Arrays.stream(values()).filter(name -> message.startsWith(name + " ")).findFirst();
  }
}
