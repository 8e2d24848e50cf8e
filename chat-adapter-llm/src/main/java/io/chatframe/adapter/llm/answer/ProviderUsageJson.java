package io.chatframe.adapter.llm.answer;

import io.chatframe.adapter.llm.refusal.RequestFailedException;
import io.chatframe.domain.usage.TokenUsage;
import java.util.Optional;
import tools.jackson.core.JsonParser;

/**
 * Reads the usage in the chunks of one completion. Hosts report it once, in every chunk or in
 * parts, but always cumulatively: of each number the largest is taken, not the sum.
 */
public final class ProviderUsageJson {
  /** More than any model writes: a larger remainder of a total is something else. */
  private static final long MOST_UNTOLD = 2_000_000;

  private long input;
  private long output;
  private long total;
  private long cached;
  private long uncached;
  private long cacheWritten;
  private long reasoning;
  private long cacheRead;
  private long cacheCreated;
  private long timedInput;
  private long timedCached;
  private long timedOutput;

  /** Reads an object of counts. */
  public void read(JsonParser json) throws RequestFailedException {
    LenientJson.objectOrNothing(json, this::readField);
  }

  private void readField(String name, JsonParser json) throws RequestFailedException {
    switch (name) {
      case "prompt_tokens", "input_tokens" -> input = later(input, json);
      case "completion_tokens", "output_tokens" -> output = later(output, json);
      case "total_tokens" -> total = later(total, json);
      case "prompt_cache_hit_tokens", "cached_tokens" -> cached = later(cached, json);
      case "prompt_cache_miss_tokens" -> uncached = later(uncached, json);
      case "reasoning_tokens" -> reasoning = later(reasoning, json);
      case "prompt_tokens_details", "input_tokens_details" ->
          LenientJson.objectOrNothing(json, this::readInputDetail);
      case "completion_tokens_details", "output_tokens_details" ->
          LenientJson.objectOrNothing(json, this::readOutputDetail);
      default -> json.skipChildren();
    }
  }

  /** Reads the counts of Anthropic's protocol: its input excludes cached tokens. */
  public void readMessages(JsonParser json) throws RequestFailedException {
    LenientJson.objectOrNothing(
        json,
        (name, value) -> {
          switch (name) {
            case "cache_read_input_tokens" -> cacheRead = later(cacheRead, value);
            case "cache_creation_input_tokens" -> cacheCreated = later(cacheCreated, value);
            case "input_tokens", "output_tokens", "output_tokens_details" -> readField(name, value);
            default -> value.skipChildren();
          }
        });
  }

  private void readInputDetail(String name, JsonParser json) throws RequestFailedException {
    switch (name) {
      case "cached_tokens" -> cached = later(cached, json);
      // OpenRouter's.
      case "cache_write_tokens" -> cacheWritten = later(cacheWritten, json);
      default -> json.skipChildren();
    }
  }

  private void readOutputDetail(String name, JsonParser json) throws RequestFailedException {
    switch (name) {
      case "reasoning_tokens", "thinking_tokens" -> reasoning = later(reasoning, json);
      default -> json.skipChildren();
    }
  }

  /** Reads llama.cpp's own counts, which come with or without usage. */
  public void readTimings(JsonParser json) throws RequestFailedException {
    LenientJson.objectOrNothing(
        json,
        (name, value) -> {
          switch (name) {
            case "prompt_n" -> timedInput = later(timedInput, value);
            case "cache_n" -> timedCached = later(timedCached, value);
            case "predicted_n" -> timedOutput = later(timedOutput, value);
            default -> value.skipChildren();
          }
        });
  }

  private static long later(long before, JsonParser json) throws RequestFailedException {
    return Math.max(before, LenientJson.number(json));
  }

  /** The usage; empty if none was reported. */
  public Optional<TokenUsage> usage() {
    if (cacheRead + cacheCreated > 0) {
      long whole = input + cacheRead + cacheCreated;
      return Optional.of(new TokenUsage(whole, cacheRead, cacheCreated, output, reasoning, false));
    }
    if (input + output + uncached > 0) {
      long read = read();
      long written = written(read);
      long hit = Math.min(cached, read);
      long put = Math.min(cacheWritten, read - hit);
      return Optional.of(new TokenUsage(read, hit, put, written, reasoning, false));
    }
    return timedInput + timedCached + timedOutput > 0
        ? Optional.of(new TokenUsage(timedInput + timedCached, timedCached, timedOutput, 0, false))
        : Optional.empty();
  }

  /** All input; a few hosts count cached tokens separately, or report only the parts. */
  private long read() {
    if (input == 0) {
      long parts = uncached > 0 ? uncached + cached : 0;
      return parts > 0 ? parts : Math.max(0, total - output);
    }
    return cached > input ? input + cached : input;
  }

  /** All output; some hosts include reasoning in it, others report it separately. */
  private long written(long read) {
    long most = reasoning > output ? output + reasoning : output;
    long rest = total - read;
    boolean plausible = rest > most && rest - most <= MOST_UNTOLD;
    return plausible ? rest : most;
  }
}
