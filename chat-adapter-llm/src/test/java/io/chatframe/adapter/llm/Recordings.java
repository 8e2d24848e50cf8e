package io.chatframe.adapter.llm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Streams as providers send them, to the byte. */
public final class Recordings {
  /** All of them that come to a good end. */
  public static final List<String> COMPLETE =
      List.of(
          "deepseek-thinking",
          "deepseek-length",
          "deepseek-queued",
          "deepseek-tools",
          "deepseek-usage-apart",
          "openai",
          "openrouter",
          "groq",
          "mistral",
          "vllm",
          "llamacpp",
          "think-tags",
          "anthropic",
          "ollama",
          "odd-but-right");

  private Recordings() {}

  public static byte[] bytes(String name) {
    try (InputStream in = Recordings.class.getResourceAsStream("/recordings/" + name + ".sse")) {
      if (in == null) {
        throw new IllegalArgumentException("No recording is called " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
