package io.chatframe.adapter.llm.refusal;

import io.chatframe.adapter.llm.provider.Secret;
import io.chatframe.domain.port.llm.ProviderError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Collects what a refusal says anywhere in its body, because every provider nests it differently.
 * The prose is never shown.
 */
public final class RefusalWords {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_PROSE = 4_096;
  private static final int MAX_WORDS = 16;
  private static final int LONGEST_KIND = 100;

  /** Codes and types that mean success or nothing. */
  private static final Pattern NO_KIND =
      Pattern.compile(
          "(?i)\\s*(?:0|200|ok|success|error|null|none|queued|pending|started|running|processing"
              + "|generating|in_progress|incomplete|completed|done|finished)?\\s*");

  private final Secret secret;
  private final List<String> types = new ArrayList<>();
  private final List<String> codes = new ArrayList<>();
  private final List<String> params = new ArrayList<>();
  private final List<String> kinds = new ArrayList<>();
  private final StringBuilder prose = new StringBuilder(0);
  private OptionalInt limit = OptionalInt.empty();
  private OptionalInt counted = OptionalInt.empty();
  private boolean said;

  /**
   * Creates an empty collection.
   *
   * @param secret what authenticated the request; no part of it becomes one of the words
   */
  public RefusalWords(Secret secret) {
    this.secret = secret;
  }

  /** Reads a body, which may be cut off. */
  public void body(String body, boolean html) {
    if (html || body.stripLeading().startsWith("<")) {
      types.add("html");
      return;
    }
    if (!json(body)) {
      prose(body);
    }
  }

  /** Reads JSON; returns whether at least the beginning was JSON. */
  private boolean json(String body) {
    boolean begun = false;
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
      JsonToken first = json.nextToken();
      begun = first == JsonToken.START_OBJECT || first == JsonToken.START_ARRAY;
      if (begun) {
        value("", json);
      }
    } catch (JacksonException _) {
      // What was read up to here counts: long bodies are cut off.
    }
    return begun;
  }

  /** Reads the value of the field of that name; the parser is at its first token. */
  public void value(String name, JsonParser json) {
    switch (json.currentToken()) {
      case START_OBJECT -> {
        for (String field = json.nextName(); field != null; field = json.nextName()) {
          json.nextToken();
          readField(field, json);
        }
      }
      case START_ARRAY -> {
        if (name.equals("loc")) {
          path(json);
          return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
          value(name, json);
        }
      }
      case VALUE_STRING -> word(name, json.getString());
      case VALUE_NUMBER_INT -> number(name, json);
      case VALUE_TRUE -> said |= name.equals("error");
      default -> {}
    }
  }

  /** Reads a field beside others that may belong to an answer. */
  public void valueBeside(String name, JsonParser json) {
    boolean beside =
        switch (name) {
          case "message", "msg", "error_msg", "status_msg", "reason", "param" -> true;
          case "error_type", "n_ctx", "n_prompt_tokens" -> true;
          default -> isCode(name);
        };
    boolean own = name.equals("error") || name.equals("detail");
    if (own || (beside && json.currentToken().isScalarValue())) {
      value(name, json);
    } else {
      json.skipChildren();
    }
  }

  /** Skips what validators quote: it is the request's own text and no refusal. */
  private void readField(String name, JsonParser json) {
    if (name.equals("input") || name.equals("flagged_input")) {
      json.skipChildren();
    } else {
      value(name, json);
    }
  }

  /**
   * Reads the path of a field that a validator complains about, such as {@code ["body", "user"]}.
   */
  private void path(JsonParser json) {
    StringBuilder path = new StringBuilder();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String step = json.currentToken().isScalarValue() ? json.getString() : "";
      json.skipChildren();
      if (!step.equals("body") && !step.isEmpty()) {
        path.append(path.isEmpty() ? "" : ".").append(step);
      }
    }
    add(params, path.toString());
  }

  /** Adds the words that were collected elsewhere. */
  public void and(RefusalWords other) {
    other.types.forEach(word -> add(types, word));
    other.codes.forEach(word -> add(codes, word));
    other.params.forEach(word -> add(params, word));
    other.kinds.forEach(this::kind);
    prose(other.prose.toString());
    limit = limit.isPresent() ? limit : other.limit;
    counted = counted.isPresent() ? counted : other.counted;
    said |= other.said;
  }

  private static boolean isCode(String name) {
    return switch (name) {
      case "code", "status", "status_code", "http_status", "http_status_code" -> true;
      case "error_code" -> true;
      default -> false;
    };
  }

  private void word(String name, String text) {
    if (isCode(name)) {
      saidCode(text);
      return;
    }
    switch (name) {
      case "errorCode" -> saidCode(text);
      case "type", "error_type", "__type", "object" -> saidType(text);
      case "reason" -> {
        saidCode(text);
        prose(text);
      }
      case "param" -> add(params, text);
      case "error", "errors" -> {
        // Some providers put the error's name here, others a sentence.
        if (text.contains("_")) {
          add(types, text);
        }
        kind(text);
        saidProse(text);
      }
      case "detail" -> {
        kind(text);
        saidProse(text);
      }
      case "message", "msg", "error_msg", "status_msg", "error_description", "title" ->
          saidProse(text);
      // OpenRouter's: the unchanged answer of the provider behind it.
      case "raw" -> {
        if (!text.stripLeading().startsWith("{") || !json(text)) {
          saidProse(text);
        }
      }
      default -> {}
    }
  }

  private void saidType(String text) {
    said |= !text.isBlank();
    type(text);
  }

  private void saidCode(String text) {
    said |= namesKind(text);
    add(codes, text);
    kind(text);
  }

  private void saidProse(String text) {
    said |= !text.isBlank();
    prose(text);
  }

  /** Adds the type of a refusal; a type alone does not make one. */
  public void type(String type) {
    if (!type.equalsIgnoreCase("error")) {
      add(types, type);
      kind(type);
    }
  }

  private void number(String name, JsonParser json) {
    switch (name) {
      case "n_ctx" -> limit = OptionalInt.of(json.getValueAsInt());
      case "n_prompt_tokens" -> counted = OptionalInt.of(json.getValueAsInt());
      default -> {
        if (isCode(name) || name.equals("error")) {
          String number = json.getString();
          said |= !number.startsWith("-") && namesKind(number);
          add(codes, number);
          kind(number);
        }
      }
    }
  }

  /** Adds prose; prose alone does not make a refusal. */
  public void prose(String text) {
    int room = MAX_PROSE - prose.length();
    if (room > 0 && !text.isEmpty()) {
      prose.append(text, 0, Math.min(room, text.length())).append('\n');
    }
  }

  private void add(List<String> words, String word) {
    if (isWord(word) && !word.isEmpty() && words.size() < MAX_WORDS) {
      words.add(word);
    }
  }

  private boolean isWord(String text) {
    return ProviderError.isIdentifier(text) && !secret.isToldBy(text);
  }

  /** Ignores prose: only single words name a kind. */
  private void kind(String text) {
    String told = text.strip();
    if (told.length() <= LONGEST_KIND
        && told.indexOf(' ') < 0
        && kinds.size() < MAX_WORDS
        && namesKind(told)) {
      kinds.add(told);
    }
  }

  private static boolean namesKind(String text) {
    return !NO_KIND.matcher(text).matches();
  }

  /** Whether these words make a refusal. */
  public boolean isSaid() {
    return said;
  }

  /** All words that may name the kind of refusal; not to be shown. */
  public List<String> kinds() {
    return kinds;
  }

  OptionalInt limit() {
    return limit;
  }

  OptionalInt counted() {
    return counted;
  }

  /** The prose in lower case. */
  public String prose() {
    return prose.toString().toLowerCase(Locale.ROOT);
  }

  /** Types and codes in lower case without separators, a space around each. */
  String squeezed() {
    StringBuilder all = new StringBuilder(" ");
    types.forEach(word -> all.append(squeezed(word)).append(' '));
    codes.forEach(word -> all.append(squeezed(word)).append(' '));
    return all.toString();
  }

  private static String squeezed(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[_.]", "");
  }

  List<String> params() {
    return params;
  }

  /** The words to show: names rather than numbers, and not the status, which is known anyway. */
  ProviderError error(int status) {
    String number = Integer.toString(status);
    String code =
        codes.stream()
            .filter(word -> !word.chars().allMatch(Character::isDigit))
            .findFirst()
            .or(() -> codes.stream().filter(word -> !word.equals(number)).findFirst())
            .orElse("");
    return new ProviderError(
        types.stream().findFirst().orElse(""), code, params.stream().findFirst().orElse(""));
  }
}
