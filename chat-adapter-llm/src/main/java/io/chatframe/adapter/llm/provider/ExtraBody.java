package io.chatframe.adapter.llm.provider;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fields that the operator adds to every request. A field with the name of one of ours replaces it.
 *
 * @param fields their values as JSON, in the order they are sent
 */
public record ExtraBody(Map<String, String> fields) {
  public static final ExtraBody NONE = new ExtraBody(Map.of());

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /** Fields that must not change: the question would differ, or the answer be unreadable. */
  private static final Set<String> OURS = Set.of("model", "messages", "system", "stream", "n");

  public ExtraBody {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /**
   * Parses what an operator wrote; {@link #NONE} for null.
   *
   * @throws IllegalArgumentException naming the setting, without its value: that may hold a secret
   */
  public static ExtraBody parse(String setting, @Nullable String text) {
    if (text == null) {
      return NONE;
    }
    JsonNode body;
    try {
      body = JSON.readTree(text);
    } catch (JacksonException _) {
      throw refused(setting, "is not JSON");
    }
    if (!body.isObject()) {
      throw refused(setting, "is not one JSON object");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    body.properties()
        .forEach(field -> {
          if (OURS.contains(field.getKey())) {
            throw refused(setting, "holds \"" + field.getKey() + "\", which must not be changed");
          }
          fields.put(field.getKey(), field.getValue().toString());
        });
    return new ExtraBody(fields);
  }

  private static IllegalArgumentException refused(String setting, String why) {
    return new IllegalArgumentException(
        setting
            + " "
            + why
            + ". Allowed is a JSON object of fields to be added to requests, as {\"top_p\": 0.9},"
            + " but not "
            + String.join(", ", new TreeSet<>(OURS))
            + ".");
  }

  /** Returns these fields, overridden by those of {@code special}. */
  ExtraBody with(ExtraBody special) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.putAll(special.fields);
    return new ExtraBody(all);
  }

  public boolean has(String name) {
    return fields.containsKey(name);
  }

  public void write(JsonGenerator json) {
    fields.forEach((name, value) -> {
      json.writeName(name);
      json.writeRawValue(value);
    });
  }

  /** Without values: one of them may be a secret. */
  @Override
  public String toString() {
    return "ExtraBody" + fields.keySet();
  }
}
