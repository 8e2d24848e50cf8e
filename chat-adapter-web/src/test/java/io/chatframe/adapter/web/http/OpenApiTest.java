package io.chatframe.adapter.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.problem.ProblemKind;
import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

final class OpenApiTest {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  @Test
  void describesExactlyTheCallsThereAre() {
    try (var server = new TestServer()) {
      JsonNode document = Client.json(Client.anonymous(server).get("/api/v1/openapi.json"));

      assertThat(document.get("openapi").asString()).startsWith("3.1");
      assertThat(described(document)).isEqualTo(served(server));
      assertReferencesResolve(document, document);
    }
  }

  @Test
  void namesExactlyTheProblemsThereAre() {
    try (var server = new TestServer()) {
      JsonNode document = Client.json(Client.anonymous(server).get("/api/v1/openapi.json"));

      assertThat(document.at("/components/schemas/Problem/properties/code/enum"))
          .extracting(JsonNode::asString)
          .containsExactly(
              Arrays.stream(ProblemKind.values()).map(ProblemKind::code).toArray(String[]::new));
    }
  }

  private static Set<String> described(JsonNode document) {
    var calls = new TreeSet<String>();
    document
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue().propertyNames().stream()
                .filter(METHODS::contains)
                .forEach(
                    method -> calls.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return calls;
  }

  private static Set<String> served(TestServer server) {
    var calls = new TreeSet<String>();
    server
        .context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .forEach(mapping -> {
          for (String path : mapping.getPatternValues()) {
            for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
              if (path.startsWith("/api/")) {
                calls.add(method + " " + path);
              }
            }
          }
        });
    return calls;
  }

  private static void assertReferencesResolve(JsonNode document, JsonNode node) {
    if (node.has("$ref")) {
      String reference = node.get("$ref").asString();
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
    node.forEach(child -> assertReferencesResolve(document, child));
  }
}
