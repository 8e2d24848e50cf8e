package io.chatframe.adapter.llm.answer;

import io.chatframe.adapter.llm.refusal.RequestFailedException;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.port.llm.LlmFailure;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The words that the models of one provider use as finish reasons. Each host has its own, so they
 * are compared without case, punctuation and explanations; an unknown word counts as a normal end
 * and is logged once. Thread-safe.
 */
public final class FinishWords {
  private static final Logger LOG = LoggerFactory.getLogger(FinishWords.class);
  private static final int MOST_LOGGED = 50;
  private static final int LONGEST_LOGGED = 40;

  /** What a word means. */
  private enum Meaning {
    /** The answer has not ended yet. */
    NOTHING,
    STOP,
    LENGTH,
    FILTER,
    OVERLOADED,
    NO_RESOURCE,
    ERROR
  }

  private static final Map<String, Meaning> WORDS = words();

  /**
   * Parts of words that are not in the table, in search order: a filter may call its finding an
   * error.
   */
  private static final Map<String, Meaning> PARTS = parts();

  private final String provider;
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  public FinishWords(String provider) {
    this.provider = provider;
  }

  private static Map<String, Meaning> words() {
    Map<String, Meaning> words = new HashMap<>();
    put(words, Meaning.NOTHING, "", "null", "none", "nil", "undefined", "unspecified", "false");
    put(words, Meaning.NOTHING, "inprogress", "continue", "generating", "running");
    put(words, Meaning.STOP, "stop", "stopped", "stopsequence", "stopcriteria", "stoptoken", "eos");
    put(words, Meaning.STOP, "eostoken", "eosfound", "endofsequence", "endoftext", "end", "ended");
    put(words, Meaning.STOP, "endturn", "pauseturn", "complete", "completed", "completion", "done");
    put(words, Meaning.STOP, "finish", "finished", "success", "succeeded", "normal", "true", "eot");
    put(words, Meaning.STOP, "tooluse", "tooluses", "toolcall", "toolcalls", "functioncall");
    put(words, Meaning.LENGTH, "length", "maxtokens", "maxlength", "maxoutputtokens", "incomplete");
    put(words, Meaning.LENGTH, "modellength", "modelcontextwindowexceeded", "errorlimit", "max");
    put(words, Meaning.FILTER, "contentfilter", "safety", "refusal", "sensitive", "recitation");
    put(words, Meaning.FILTER, "blocklist", "prohibitedcontent", "spii", "imagesafety", "language");
    put(words, Meaning.FILTER, "moderation", "blocked", "guardrailintervened", "errortoxic");
    put(words, Meaning.OVERLOADED, "engineoverloaded", "overloaded", "overload", "busy");
    put(words, Meaning.NO_RESOURCE, "insufficientsystemresource");
    put(words, Meaning.ERROR, "error", "abort", "aborted", "cancelled", "canceled", "timeout");
    put(words, Meaning.ERROR, "networkerror", "failed", "failure", "preempted", "killed");
    return Map.copyOf(words);
  }

  private static Map<String, Meaning> parts() {
    Map<String, Meaning> parts = new LinkedHashMap<>();
    put(parts, Meaning.FILTER, "filter", "safety", "moderat", "guardrail", "policy", "sensitive");
    put(parts, Meaning.FILTER, "prohibited", "recitation", "blocked", "refus");
    put(parts, Meaning.OVERLOADED, "overload", "ratelimit");
    put(parts, Meaning.NO_RESOURCE, "insufficient");
    put(parts, Meaning.ERROR, "error", "exception", "fail", "abort", "cancel", "timeout");
    put(parts, Meaning.ERROR, "timelimit", "interrupt", "disconnect", "unavailable");
    put(parts, Meaning.LENGTH, "length", "maxtoken", "maxoutput", "contextwindow", "limit");
    put(parts, Meaning.LENGTH, "truncat", "toolong");
    return Collections.unmodifiableMap(parts);
  }

  private static void put(Map<String, Meaning> words, Meaning meaning, String... named) {
    for (String word : named) {
      words.put(word, meaning);
    }
  }

  /**
   * Maps a word to a finish reason; empty if the word means that there is no end yet.
   *
   * @throws RequestFailedException if the word means an error
   */
  public Optional<FinishReason> read(String word) throws RequestFailedException {
    String plain = plain(word);
    Meaning meaning = WORDS.get(plain);
    if (meaning == null) {
      meaning = byPart(plain);
    }
    return switch (meaning) {
      case NOTHING -> Optional.empty();
      case STOP -> Optional.of(FinishReason.STOP);
      case LENGTH -> Optional.of(FinishReason.LENGTH);
      case FILTER -> Optional.of(FinishReason.CONTENT_FILTER);
      case OVERLOADED -> throw WireError.failed(new LlmFailure.Overloaded(Optional.empty()));
      case NO_RESOURCE -> throw WireError.failed(new LlmFailure.InsufficientResource());
      case ERROR -> throw WireError.failed(new LlmFailure.Broken("the model ended with an error"));
    };
  }

  /** {@code FinishReason.MAX_TOKENS: …} becomes {@code maxtokens}. */
  private static String plain(String word) {
    int colon = word.indexOf(':');
    String first = (colon > 0 ? word.substring(0, colon) : word).strip();
    String last = first.substring(first.lastIndexOf('.') + 1);
    String plain = last.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    boolean prefixed = plain.startsWith("finishreason") && plain.length() > 12;
    return prefixed ? plain.substring(12) : plain;
  }

  private Meaning byPart(String plain) {
    for (Map.Entry<String, Meaning> part : PARTS.entrySet()) {
      if (plain.contains(part.getKey())) {
        return part.getValue();
      }
    }
    // Only a few letters and digits: the provider's word, but none of its prose.
    String told = plain.substring(0, Math.min(plain.length(), LONGEST_LOGGED));
    if (logged.size() < MOST_LOGGED && logged.add(told)) {
      LOG.info(
          "Provider {} ends answers with the unknown finish reason {}: treated as stop",
          provider,
          told);
    }
    return Meaning.STOP;
  }
}
