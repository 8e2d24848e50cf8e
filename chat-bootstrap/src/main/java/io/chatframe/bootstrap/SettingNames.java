package io.chatframe.bootstrap;

import java.util.Arrays;
import java.util.Optional;

/** The settings an operator knows, and the Spring property each becomes. */
enum SettingNames {
  HOST("server.address"),
  PORT("server.port"),
  MANAGEMENT_PORT("management.server.port"),
  DATABASE_URL("chat.database.url"),
  DATABASE_USER("chat.database.user"),
  DATABASE_PASSWORD("chat.database.password"),
  DEEPSEEK_API_KEY("chat.llm.api-key"),
  LLM_BASE_URL("chat.llm.base-url"),
  LLM_MODEL("chat.llm.model"),
  LLM_DIALECT("chat.llm.dialect"),
  LLM_PREFIX_CONTINUATION("chat.llm.prefix-continuation"),
  LLM_PREFIX_BASE_URL("chat.llm.prefix-base-url"),
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

  /** The setting that a message of an adapter begins with. */
  static Optional<SettingNames> begins(String message) {
    return Arrays.stream(values()).filter(name -> message.startsWith(name + " ")).findFirst();
  }
}
