package io.chatframe.adapter.web.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An operation as the OpenAPI document describes it. */
record DescribedOperation(
    String id, String method, String path, JsonNode body, Set<Integer> statuses) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  static List<DescribedOperation> of(JsonNode document) {
    var operations = new ArrayList<DescribedOperation>();
    document
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue().properties().stream()
                .filter(each -> METHODS.contains(each.getKey()))
                .forEach(each ->
                    operations.add(of(document, path.getKey(), each.getKey(), each.getValue()))));
    return operations;
  }

  private static DescribedOperation of(
      JsonNode document, String path, String method, JsonNode operation) {
    JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
    return new DescribedOperation(
        operation.get("operationId").asString(),
        method.toUpperCase(Locale.ROOT),
        path,
        schema.has("$ref") ? document.at(schema.get("$ref").asString().substring(1)) : schema,
        operation.get("responses").propertyNames().stream()
            .map(Integer::valueOf)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** The path to the things with these ids. */
  String pathTo(Map<String, String> ids) {
    return PARAMETER.matcher(path).replaceAll(found -> Matcher.quoteReplacement(idOf(found, ids)));
  }

  private String idOf(MatchResult found, Map<String, String> ids) {
    return Optional.ofNullable(ids.get(found.group(1)))
        .orElseThrow(() ->
            new AssertionError(
                "%s has a path parameter \"%s\": add it to AccessServers.Owner"
                    .formatted(id, found.group(1))));
  }

  /** A body with each required field; empty where there is none. */
  String validBody() {
    if (body.isMissingNode()) {
      return "";
    }
    var fields = new LinkedHashMap<String, String>();
    body.path("required").forEach(name -> fields.put(name.asString(), valueOf(name.asString())));
    return JSON.writeValueAsString(fields);
  }

  private String valueOf(String field) {
    return switch (field) {
      case "assistant" -> "shop";
      case "id" -> UUID.randomUUID().toString();
      case "rating" -> "up";
      case "text", "title" -> "Hello again";
      default ->
          throw new AssertionError(
              "%s requires a field \"%s\": add a value for it here".formatted(id, field));
    };
  }
}
