package io.chatframe.adapter.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.problem.ProblemKind;
import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import io.chatframe.adapter.web.stream.EventJson;
import io.chatframe.application.reply.FollowEvent;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

final class OpenApiTest {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  @RegisterExtension static final TestServer server = new TestServer();

  @Test
  void describesExactlyTheExistingOperations() {
    JsonNode document = Client.json(Client.anonymous(server).get("/api/v1/openapi.json"));

    assertThat(document.get("openapi").asString()).startsWith("3.1");
    assertThat(described(document)).isEqualTo(served());
    assertReferencesResolve(document, document);
  }

  @Test
  void listsExactlyTheExistingProblems() {
    JsonNode document = Client.json(Client.anonymous(server).get("/api/v1/openapi.json"));

    assertThat(document.at("/components/schemas/Problem/properties/code/enum"))
        .extracting(JsonNode::asString)
        .containsExactly(
            Arrays.stream(ProblemKind.values()).map(ProblemKind::code).toArray(String[]::new));
  }

  /** A new kind of event fails to compile in every writer until it is handled, and fails here. */
  @Test
  void listsExactlyTheExistingEvents() throws ReflectiveOperationException {
    JsonNode document = Client.json(Client.anonymous(server).get("/api/v1/openapi.json"));
    String description = document.at("/components/schemas/ReplyEvents/description").asString();
    var named =
        Pattern.compile("`(\\w+)` `\\{").matcher(description).results().map(name -> name.group(1));

    var written = new ArrayList<String>();
    for (Class<?> type : FollowEvent.class.getPermittedSubclasses()) {
      if (type != FollowEvent.Quiet.class) {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        Object[] nothing =
            Arrays.stream(constructor.getParameterTypes())
                .map(part -> Array.get(Array.newInstance(part, 1), 0))
                .toArray();
        written.add(EventJson.name((FollowEvent) constructor.newInstance(nothing)));
      }
    }
    assertThat(named).containsExactlyInAnyOrderElementsOf(written);
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

  private static Set<String> served() {
    var calls = new TreeSet<String>();
    server
        .context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .forEach(mapping -> {
          for (String path : mapping.getPatternValues()) {
            if (path.startsWith("/api/")) {
              var methods = mapping.getMethodsCondition().getMethods();
              methods.forEach(method -> calls.add(method + " " + path));
              if (methods.isEmpty()) {
                calls.add("any method " + path);
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
