package io.chatframe.adapter.llm;

import io.chatframe.domain.port.LlmPort;

/** One provider, asked in its own protocol; requests name its models as it does. */
interface ProviderLlm extends LlmPort, AutoCloseable {
  /** Aborts all streams. */
  @Override
  void close();
}
