package io.chatframe.adapter.llm.request;

import io.chatframe.adapter.llm.refusal.Part;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A request body, ready to be sent.
 *
 * @param parts the optional parts that it contains
 * @param maxTokens the most tokens the model may generate, if the request sets a limit
 */
// The component is the payload itself, and bodies are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record RequestBody(byte[] bytes, Set<Part> parts, OptionalInt maxTokens) {
  /** A token is about four bytes of UTF-8 in most scripts. */
  private static final int BYTES_PER_TOKEN = 4;

  public RequestBody {
    parts = Set.copyOf(parts);
  }

  /** Estimates how many tokens the model has to read. */
  long tokens() {
    return ((long) bytes.length + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }
}
