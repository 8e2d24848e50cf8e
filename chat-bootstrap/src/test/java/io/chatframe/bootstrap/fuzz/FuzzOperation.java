package io.chatframe.bootstrap.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * An operation of the OpenAPI document, with all references resolved.
 *
 * @param query the names of its query parameters
 * @param headers the names of its header parameters
 * @param fields the fields of its body
 * @param required those of them that it cannot do without
 */
record FuzzOperation(
    String id,
    String method,
    String path,
    List<String> query,
    List<String> headers,
    Map<String, JsonNode> fields,
    Set<String> required) {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  static List<FuzzOperation> of(JsonNode document) {
    var operations = new ArrayList<FuzzOperation>();
    for (var path : document.get("paths").properties()) {
      for (var each : path.getValue().properties()) {
        if (METHODS.contains(each.getKey())) {
          operations.add(of(document, path.getKey(), each.getKey(), each.getValue()));
        }
      }
    }
    return operations;
  }

  private static FuzzOperation of(
      JsonNode document, String path, String method, JsonNode operation) {
    JsonNode body =
        resolved(document, operation.at("/requestBody/content/application~1json/schema"));
    var fields = new java.util.LinkedHashMap<String, JsonNode>();
    body.path("properties")
        .properties()
        .forEach(field -> fields.put(field.getKey(), resolved(document, field.getValue())));
    var required = new java.util.HashSet<String>();
    body.path("required").forEach(name -> required.add(name.asString()));
    return new FuzzOperation(
        operation.get("operationId").asString(),
        method.toUpperCase(Locale.ROOT),
        path,
        parameters(document, operation, "query"),
        parameters(document, operation, "header"),
        Map.copyOf(fields),
        Set.copyOf(required));
  }

  private static List<String> parameters(JsonNode document, JsonNode operation, String in) {
    var names = new ArrayList<String>();
    for (JsonNode each : operation.path("parameters")) {
      JsonNode parameter = resolved(document, each);
      if (parameter.get("in").asString().equals(in)) {
        names.add(parameter.get("name").asString());
      }
    }
    return List.copyOf(names);
  }

  private static JsonNode resolved(JsonNode document, JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
  }
}
