package io.chatframe.adapter.llm.scripted;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Streams exactly as providers send them, byte by byte. */
public final class Recordings {
  /** All recordings that end well. */
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
    return resource(name + ".sse")
        .orElseThrow(() -> new IllegalArgumentException("No recording is called " + name));
  }

  /** A stream modelled on those of a real host, or a body that is not a stream. */
  public static byte[] field(String name) {
    return resource("field/" + name + ".sse")
        .or(() -> resource("field/" + name + ".json"))
        .orElseThrow(() -> new IllegalArgumentException("No stream is called " + name));
  }

  private static Optional<byte[]> resource(String name) {
    try (InputStream in = Recordings.class.getResourceAsStream("/recordings/" + name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
