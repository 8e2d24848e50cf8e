package io.chatframe.adapter.web.body;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a host page says of itself with a message: a flat object of short texts, numbers and truth
 * values, few of them. Refusals name the fact, and never its value.
 */
final class HostFacts {
  static final String MEMBER = "context";

  private static final int MOST = 20;
  private static final int LONGEST = 2_000;
  private static final int LONGEST_TOGETHER = 8_000;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_-]{0,39}");

  private HostFacts() {}

  /** Reads the object that comes next, as texts by name. */
  static Map<String, String> read(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw JsonStrings.invalid("\"context\" is not an object");
    }
    var facts = new LinkedHashMap<String, String>();
    int length = 0;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = name(parser.currentName());
      String value = value(parser, MEMBER + "." + name);
      length += value.length();
      if (facts.put(name, value) != null) {
        throw JsonStrings.malformed("\"context.%s\" is given twice".formatted(name));
      }
      if (facts.size() > MOST) {
        throw JsonStrings.invalid("\"context\" has more than %d members".formatted(MOST));
      }
    }
    if (length > LONGEST_TOGETHER) {
      throw JsonStrings.invalid(
          "\"context\" has values of more than %d characters".formatted(LONGEST_TOGETHER));
    }
    return facts;
  }

  private static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw JsonStrings.invalid(
          "\"context\" has a name that is not a letter and up to 39 letters, digits, - and _");
    }
    return name;
  }

  private static String value(JsonParser parser, String member) {
    JsonToken token = parser.nextToken();
    if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
      throw JsonStrings.invalid("\"%s\" is not a string, number or boolean".formatted(member));
    }
    String value = JsonStrings.storable(parser.getString(), member);
    if (value.length() > LONGEST) {
      throw JsonStrings.invalid("\"%s\" is longer than %d characters".formatted(member, LONGEST));
    }
    return value;
  }
}
