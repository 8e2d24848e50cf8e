package io.chatframe.adapter.llm;

import java.util.Optional;

/** Writes chunks as DeepSeek does, for streams that nobody recorded. */
public final class ScriptedChunks {
  private final StringBuilder stream = new StringBuilder();

  public ScriptedChunks text(String piece) {
    return delta("{\"content\":" + quoted(piece) + "}", "null", Optional.empty());
  }

  public ScriptedChunks reasoning(String piece) {
    return delta(
        "{\"content\":null,\"reasoning_content\":" + quoted(piece) + "}", "null", Optional.empty());
  }

  public ScriptedChunks finish(String reason) {
    return delta("{\"content\":\"\"}", quoted(reason), Optional.empty());
  }

  /** The finish, and on the same chunk what was used. */
  public ScriptedChunks finish(String reason, int input, int output) {
    String usage =
        "{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d,\"prompt_cache_hit_tokens\":0}"
            .formatted(input, output, input + output);
    return delta("{\"content\":\"\"}", quoted(reason), Optional.of(usage));
  }

  public ScriptedChunks done() {
    return event("[DONE]");
  }

  /** Any data at all. */
  public ScriptedChunks event(String data) {
    stream.append("data: ").append(data).append("\n\n");
    return this;
  }

  private ScriptedChunks delta(String delta, String reason, Optional<String> usage) {
    return event(
        "{\"id\":\"c0ffee\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,"
            + "\"model\":\"scripted\",\"choices\":[{\"index\":0,\"delta\":"
            + delta
            + ",\"logprobs\":null,\"finish_reason\":"
            + reason
            + "}]"
            + usage.map(u -> ",\"usage\":" + u).orElse("")
            + "}");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  @Override
  public String toString() {
    return stream.toString();
  }
}
