package io.chatframe.adapter.llm.request;

import io.chatframe.adapter.llm.refusal.Part;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A request as it is sent.
 *
 * @param parts what it says that it could do without
 * @param maxTokens the most tokens the model may write, if the body says so
 */
// Bytes are what it is about, and nobody compares bodies.
@SuppressWarnings("ArrayRecordComponent")
public record RequestBody(byte[] bytes, Set<Part> parts, OptionalInt maxTokens) {
  /** Four bytes of UTF-8 are about a token in most scripts. */
  private static final int BYTES_PER_TOKEN = 4;

  public RequestBody {
    parts = Set.copyOf(parts);
  }

  /** About how many tokens the model has to read. */
  long tokens() {
    return ((long) bytes.length + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }
}
