package io.chatframe.adapter.llm;

import io.chatframe.domain.FinishReason;
import io.chatframe.domain.port.LlmFailure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * An error that a provider tells in the body of an answer with a good status. It is what it would
 * have been by its own status. Codes and types are read; prose is nobody's to read.
 */
final class WireError {
  /** MiniMax's own numbers, and those of Z.ai, beside the statuses of HTTP. */
  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("1000", 500),
          Map.entry("1001", 504),
          Map.entry("1002", 429),
          Map.entry("1004", 401),
          Map.entry("1008", 402),
          Map.entry("1013", 500),
          Map.entry("1024", 500),
          Map.entry("1033", 500),
          Map.entry("1039", 400),
          Map.entry("1041", 429),
          Map.entry("1113", 402),
          Map.entry("1302", 429),
          Map.entry("1303", 429),
          Map.entry("1304", 429),
          Map.entry("1305", 429),
          Map.entry("2013", 400),
          Map.entry("2049", 401),
          Map.entry("2056", 429));

  private static final int LONGEST_WORD = 100;

  /** What codes and types say when all is well, or nothing. */
  private static final Set<String> NO_WORDS =
      Set.of("", "0", "200", "ok", "success", "error", "null", "none");

  /** The first that is found decides. */
  private static final List<Map.Entry<String, Integer>> WORDS =
      List.of(
          Map.entry("insufficient_quota", 402),
          Map.entry("exceeded_current_quota", 402),
          Map.entry("billing", 402),
          Map.entry("balance", 402),
          Map.entry("arrearage", 402),
          Map.entry("overload", 529),
          Map.entry("rate_limit", 429),
          Map.entry("ratelimit", 429),
          Map.entry("throttl", 429),
          Map.entry("toomanyrequests", 429),
          Map.entry("too_many_requests", 429),
          Map.entry("resource_exhausted", 429),
          Map.entry("authentication", 401),
          Map.entry("unauthenticated", 401),
          Map.entry("unauthorized", 401),
          Map.entry("api_key", 401),
          Map.entry("apikey", 401),
          Map.entry("permission", 403),
          Map.entry("forbidden", 403),
          Map.entry("accessdenied", 403),
          Map.entry("not_found", 404),
          Map.entry("notfound", 404),
          Map.entry("too_large", 413),
          Map.entry("context_length", 400),
          Map.entry("invalid_request", 400),
          Map.entry("invalid_argument", 400),
          Map.entry("invalidparameter", 400),
          Map.entry("badrequest", 400),
          Map.entry("bad_request", 400),
          Map.entry("validation", 400),
          Map.entry("timeout", 504),
          Map.entry("deadline_exceeded", 504),
          Map.entry("unavailable", 503),
          Map.entry("server_error", 500),
          Map.entry("servererror", 500),
          Map.entry("internal", 500),
          Map.entry("api_error", 500));

  private final StringBuilder words = new StringBuilder();
  private final RefusalWords refusal = new RefusalWords("");
  private boolean said;

  /** Whether anything was said; many have an empty error beside a good answer. */
  boolean isPresent() {
    return said;
  }

  /** Whether its kind was told. */
  boolean hasWords() {
    return !words.isEmpty();
  }

  /** This error with what was said of it elsewhere. */
  WireError and(WireError other) {
    words.append(other.words);
    refusal.and(other.refusal);
    return this;
  }

  /** Reads the value of a field that is for an error, whatever its form. */
  void read(JsonParser json) throws AttemptFailedException {
    switch (json.currentToken()) {
      case START_OBJECT -> WireJson.objectOrNothing(json, this::readField);
      case START_ARRAY -> WireJson.arrayOrNothing(json, this::read);
      case VALUE_STRING -> {
        refusal.value("error", json);
        readWord(json);
      }
      case VALUE_NUMBER_INT -> {
        refusal.value("code", json);
        readWord(json);
      }
      case VALUE_TRUE -> said = true;
      default -> json.skipChildren();
    }
  }

  /** Reads one field of an error. */
  void readField(String name, JsonParser json) throws AttemptFailedException {
    switch (name) {
      case "code",
          "type",
          "status",
          "error_code",
          "error_type",
          "status_code",
          "http_status",
          "http_status_code" -> {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
          refusal.value(name.equals("type") ? name : "code", json);
          readWord(json);
        } else {
          json.skipChildren();
        }
      }
      case "error" -> read(json);
      case "detail" -> read(json);
      case "message", "msg", "error_msg", "status_msg", "reason" -> {
        boolean isProse = json.currentToken() == JsonToken.VALUE_STRING;
        said |= isProse && !json.getString().isBlank();
        if (isProse) {
          refusal.value("message", json);
        }
        json.skipChildren();
      }
      case "param", "n_ctx", "n_prompt_tokens" -> {
        if (json.currentToken().isScalarValue()) {
          refusal.value(name, json);
        }
        json.skipChildren();
      }
      default -> json.skipChildren();
    }
  }

  private void readWord(JsonParser json) throws AttemptFailedException {
    said |=
        json.currentToken() == JsonToken.VALUE_STRING
            ? !json.getString().isBlank()
            : WireJson.number(json) > 0;
    word(json.getString());
  }

  /** Takes one word of it; what is no word is prose, and not kept. */
  void word(String word) {
    String told = word.strip().toLowerCase(Locale.ROOT);
    if (told.length() <= LONGEST_WORD && !told.contains(" ") && !NO_WORDS.contains(told)) {
      words.append(' ').append(told);
    }
  }

  /**
   * Ends the answer by this error. A filter's word after the answer has begun is its end, as if it
   * had come as the finish reason.
   */
  void tell(Answer answer) throws AttemptFailedException {
    AttemptFailedException failure = failure();
    if (!(failure.failure() instanceof LlmFailure.ContentFiltered) || !answer.hasText()) {
      throw failure;
    }
    answer.finish(FinishReason.CONTENT_FILTER);
    answer.done();
  }

  private AttemptFailedException failure() {
    int status = status(words + " ");
    Refusal told = RefusalReader.read(status == 0 ? 400 : status, refusal);
    // Without a word of a kind it may be anything, and nothing that a request could do without.
    return status == 0 && told.kind() == Refusal.Kind.OTHER
        ? failed(new LlmFailure.Broken("an error in the answer"))
        : new AttemptFailedException(told.failure(Optional.empty()), told);
  }

  private static int status(String told) {
    // What is refused for want of money comes as too many requests, too.
    int byWord =
        WORDS.stream()
            .filter(word -> told.contains(word.getKey()))
            .findFirst()
            .map(Map.Entry::getValue)
            .orElse(0);
    if (byWord == 402 || byWord == 529) {
      return byWord;
    }
    for (String word : told.strip().split(" ", -1)) {
      if (word.matches("[45][0-9]{2}")) {
        return Integer.parseInt(word);
      }
      Integer number = NUMBERS.get(word);
      if (number != null) {
        return number;
      }
    }
    return byWord;
  }

  /** Whether the same request may succeed when it is sent again is told by the kind. */
  static AttemptFailedException failed(LlmFailure failure) {
    boolean passing =
        failure instanceof LlmFailure.Overloaded
            || failure instanceof LlmFailure.RateLimited
            || failure instanceof LlmFailure.Unavailable;
    return new AttemptFailedException(failure, passing);
  }
}
