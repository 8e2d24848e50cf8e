package io.chatframe.adapter.web.body;

import io.chatframe.adapter.web.identity.Uuids;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.ProblemKind;
import io.chatframe.domain.text.TextRule;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * A body that is one JSON object of strings, and of {@link HostFacts} where they are asked for,
 * which is all that v1 asks for. Anything else is refused: other types, unknown and repeated names,
 * text after the object, characters that cannot be stored.
 */
public final class JsonStrings {
  private static final int DEEPEST = 8;
  private static final int LONGEST_NAME = 256;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNameLength(LONGEST_NAME)
                  .build())
          .build();

  private final Map<String, String> values = new HashMap<>();
  private Optional<Map<String, String>> facts = Optional.empty();

  private JsonStrings() {}

  /** The members of an object that may have these names and no others. */
  public static JsonStrings parse(String body, Set<String> names) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("The body is not a JSON object");
      }
      var strings = new JsonStrings();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        strings.take(known(parser.currentName(), names), parser);
      }
      if (parser.nextToken() != null) {
        throw malformed("Something follows the JSON object");
      }
      return strings;
    } catch (JacksonException e) {
      // Its message quotes the body; its place does not.
      throw malformed("The body is not JSON at or before character " + offset(e));
    }
  }

  private void take(String name, JsonParser parser) {
    boolean twice;
    if (name.equals(HostFacts.MEMBER)) {
      twice = facts.isPresent();
      facts = Optional.of(HostFacts.read(parser));
    } else {
      twice = values.put(name, string(parser, name)) != null;
    }
    if (twice) {
      throw malformed("\"%s\" is given twice".formatted(name));
    }
  }

  public String text(String name) {
    return optional(name).orElseThrow(() -> invalid("\"%s\" is missing".formatted(name)));
  }

  public UUID uuid(String name) {
    text(name);
    return optionalUuid(name).orElseThrow();
  }

  public Optional<UUID> optionalUuid(String name) {
    return optional(name)
        .map(text ->
            Uuids.parse(text).orElseThrow(() -> invalid("\"%s\" is not a UUID".formatted(name))));
  }

  public Optional<String> optional(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** What the host page says of the moment, by name; empty where it says nothing. */
  public Map<String, String> facts() {
    return facts.orElse(Map.of());
  }

  /** Refuses all names but these: where one string says which others may stand beside it. */
  public void allow(Set<String> names) {
    values.keySet().forEach(name -> known(name, names));
    facts.ifPresent(_ -> known(HostFacts.MEMBER, names));
  }

  private static String known(String name, Set<String> names) {
    if (!names.contains(name)) {
      throw new ProblemException(
          ProblemKind.UNKNOWN_FIELD,
          "The body has a field other than " + String.join(", ", sorted(names)));
    }
    return name;
  }

  private static Iterable<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  private static String string(JsonParser parser, String name) {
    if (parser.nextToken() != JsonToken.VALUE_STRING) {
      throw invalid("\"%s\" is not a string".formatted(name));
    }
    return storable(parser.getString(), name);
  }

  static String storable(String value, String name) {
    if (!TextRule.isStorable(value)) {
      throw invalid("\"%s\" has a NUL or half a surrogate pair".formatted(name));
    }
    return value;
  }

  private static long offset(JacksonException e) {
    return e.getLocation() == null ? 0 : e.getLocation().getCharOffset() + 1;
  }

  static ProblemException malformed(String detail) {
    return new ProblemException(ProblemKind.MALFORMED_JSON, detail);
  }

  public static ProblemException invalid(String detail) {
    return new ProblemException(ProblemKind.INVALID_VALUE, detail);
  }
}
