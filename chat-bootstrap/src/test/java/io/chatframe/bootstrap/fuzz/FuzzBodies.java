package io.chatframe.bootstrap.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes bodies for an operation: right ones, and ones with something wrong. */
final class FuzzBodies {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String LONG = "words and more ".repeat(700);

  private final Random random;
  private final List<String> known;

  /**
   * @param known ids that exist
   */
  FuzzBodies(Random random, List<String> known) {
    this.random = random;
    this.known = known;
  }

  private record Field(String name, String value) {
    String written() {
      return name + ":" + value;
    }
  }

  String valid(FuzzOperation operation) {
    return written(fields(operation));
  }

  String hostile(FuzzOperation operation) {
    List<Field> fields = fields(operation);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      change(fields);
    }
    return surrounded(written(fields));
  }

  private List<Field> fields(FuzzOperation operation) {
    var fields = new ArrayList<Field>();
    for (Map.Entry<String, JsonNode> field : operation.fields().entrySet()) {
      if (operation.required().contains(field.getKey()) || random.nextInt(5) == 0) {
        fields.add(new Field(quoted(field.getKey()), value(field.getKey(), field.getValue())));
      }
    }
    return fields;
  }

  private String value(String name, JsonNode schema) {
    if (schema.path("format").asString("").equals("uuid")) {
      return quoted(
          random.nextInt(8) == 0 && !known.isEmpty()
              ? HostileValues.one(random, known)
              : new UUID(random.nextLong(), random.nextLong()).toString());
    }
    if (schema.path("type").asString("").equals("object")) {
      return random.nextBoolean()
          ? "{\"plan\":\"gold\",\"items\":3,\"open\":true}"
          : "{" + quoted(HostileValues.text(random)) + ":" + HostileValues.json(random) + "}";
    }
    return switch (name) {
      case "assistant" -> quoted("default");
      case "text", "title" -> quoted(random.nextInt(4) == 0 ? HostileValues.text(random) : "Hello");
      default -> quoted(HostileValues.text(random));
    };
  }

  private void change(List<Field> fields) {
    int at = fields.isEmpty() ? -1 : random.nextInt(fields.size());
    switch (random.nextInt(at < 0 ? 2 : 7)) {
      case 0 ->
          fields.add(new Field(quoted(HostileValues.text(random)), HostileValues.json(random)));
      case 1 -> {
        for (int i = 0; i < 3_000; i++) {
          fields.add(new Field("\"k" + i + "\"", "1"));
        }
      }
      case 2 -> fields.remove(at);
      case 3 -> fields.add(fields.get(at));
      case 4 -> fields.set(at, new Field(fields.get(at).name(), HostileValues.json(random)));
      case 5 -> fields.set(at, new Field(fields.get(at).name(), quoted(text())));
      default -> fields.set(at, new Field(HostileValues.json(random), fields.get(at).value()));
    }
  }

  private String text() {
    return random.nextInt(6) == 0 ? LONG : HostileValues.text(random);
  }

  private String surrounded(String body) {
    return switch (random.nextInt(14)) {
      case 0 -> body.substring(0, random.nextInt(body.length() + 1));
      case 1 -> body + HostileValues.json(random);
      case 2 -> "[" + body + "]";
      case 3 -> "\ufeff" + body;
      case 4 -> HostileValues.json(random);
      case 5 -> "\uf7ff\uf7fe" + body;
      case 6 -> body + " ".repeat(70_000);
      case 7 -> "";
      default -> body;
    };
  }

  private static String written(List<Field> fields) {
    return "{" + String.join(",", fields.stream().map(Field::written).toList()) + "}";
  }

  /** As JSON, with lone surrogates escaped: they have no bytes in UTF-8. */
  private static String quoted(String text) {
    var quoted = new StringBuilder();
    for (char unit : JSON.writeValueAsString(text).toCharArray()) {
      quoted.append(
          Character.isSurrogate(unit) ? "\\u%04x".formatted((int) unit) : String.valueOf(unit));
    }
    return quoted.toString();
  }
}
