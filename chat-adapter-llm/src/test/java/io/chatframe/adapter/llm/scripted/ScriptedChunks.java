package io.chatframe.adapter.llm.scripted;

import java.util.Optional;

/** Writes the events of streams that were not recorded, in the form of DeepSeek or Anthropic. */
public final class ScriptedChunks {
  private final boolean messages;
  private final StringBuilder stream = new StringBuilder();
  private String block = "";
  private int blocks;

  /** A stream of chat completion chunks. */
  public ScriptedChunks() {
    this(false);
  }

  private ScriptedChunks(boolean messages) {
    this.messages = messages;
  }

  /** A stream of Anthropic's events. */
  public static ScriptedChunks messages() {
    return new ScriptedChunks(true)
        .named(
            "message_start",
            "\"message\":{\"id\":\"msg_1\",\"role\":\"assistant\",\"content\":[],"
                + "\"model\":\"scripted\",\"stop_reason\":null}");
  }

  public ScriptedChunks text(String piece) {
    return messages
        ? block("text").delta("text", "text_delta", piece)
        : delta("{\"content\":" + quoted(piece) + "}", "null", Optional.empty());
  }

  public ScriptedChunks reasoning(String piece) {
    return messages
        ? block("thinking").delta("thinking", "thinking_delta", piece)
        : delta(
            "{\"content\":null,\"reasoning_content\":" + quoted(piece) + "}",
            "null",
            Optional.empty());
  }

  public ScriptedChunks finish(String reason) {
    return messages
        ? block("").stopped(reason, "")
        : delta("{\"content\":\"\"}", quoted(reason), Optional.empty());
  }

  /** Adds the finish reason together with the usage. */
  public ScriptedChunks finish(String reason, int input, int output) {
    if (messages) {
      return block("")
          .stopped(
              reason,
              ",\"usage\":{\"input_tokens\":%d,\"output_tokens\":%d}".formatted(input, output));
    }
    String usage =
        "{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d,\"prompt_cache_hit_tokens\":0}"
            .formatted(input, output, input + output);
    return delta("{\"content\":\"\"}", quoted(reason), Optional.of(usage));
  }

  public ScriptedChunks done() {
    return messages ? named("message_stop", "") : event("[DONE]");
  }

  /** Adds an event with any data. */
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

  private ScriptedChunks delta(String field, String type, String piece) {
    return named(
        "content_block_delta",
        "\"index\":%d,\"delta\":{\"type\":\"%s\",\"%s\":%s}"
            .formatted(blocks - 1, type, field, quoted(piece)));
  }

  /** Ends the open block and begins one of this type, unless it has it already; empty for none. */
  private ScriptedChunks block(String type) {
    if (block.equals(type)) {
      return this;
    }
    if (!block.isEmpty()) {
      named("content_block_stop", "\"index\":" + (blocks - 1));
    }
    block = type;
    return type.isEmpty()
        ? this
        : named(
            "content_block_start",
            "\"index\":%d,\"content_block\":{\"type\":\"%s\",\"%s\":\"\"}"
                .formatted(blocks++, type, type));
  }

  private ScriptedChunks stopped(String reason, String usage) {
    String word =
        switch (reason) {
          case "stop" -> "end_turn";
          case "length" -> "max_tokens";
          default -> reason;
        };
    return named("message_delta", "\"delta\":{\"stop_reason\":\"" + word + "\"}" + usage);
  }

  private ScriptedChunks named(String type, String fields) {
    stream.append("event: ").append(type).append('\n');
    return event("{\"type\":\"" + type + "\"" + (fields.isEmpty() ? "" : "," + fields) + "}");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  @Override
  public String toString() {
    return stream.toString();
  }
}
