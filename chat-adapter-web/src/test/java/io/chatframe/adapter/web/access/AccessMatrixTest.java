package io.chatframe.adapter.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.chatframe.adapter.web.problem.ProblemKind;
import io.chatframe.adapter.web.server.Client;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every operation of the OpenAPI document, asked by everybody. */
final class AccessMatrixTest {
  private static final List<AccessColumn> STRANGERS =
      List.of(AccessColumn.ANOTHER_VISITOR, AccessColumn.ANOTHER_ASSISTANT);

  private static AccessServers servers;
  private static List<DescribedOperation> operations;

  @BeforeAll
  static void start() {
    servers = new AccessServers();
    operations =
        DescribedOperation.of(
            Client.json(Client.anonymous(servers.serving).get("/api/v1/openapi.json")));
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @Test
  void eachOperationHasARowAndEachRowAnOperation() {
    List<String> described = operations.stream().map(DescribedOperation::id).toList();
    List<String> rows =
        Arrays.stream(OperationAccess.values()).flatMap(kind -> kind.operations.stream()).toList();

    assertThat(described)
        .as("operations without a row: name each in OperationAccess, at those who may use it")
        .isSubsetOf(rows);
    assertThat(rows)
        .as("rows without an operation: take each out of OperationAccess, or describe it")
        .isSubsetOf(described)
        .doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> answersEachAsker() {
    return operations.stream()
        .flatMap(operation ->
            Arrays.stream(AccessColumn.values())
                .map(column ->
                    dynamicTest(
                        operation.id() + " " + column, () -> assertOutcome(operation, column))));
  }

  /** Neither status, headers nor body tell whether it exists. */
  @TestFactory
  Stream<DynamicTest> hidesForeignThingsExactlyLikeMissingOnes() {
    return operations.stream()
        .filter(operation -> row(operation).findsAThing())
        .map(operation -> dynamicTest(operation.id(), () -> assertHidden(operation)));
  }

  private static void assertOutcome(DescribedOperation operation, AccessColumn column) {
    var owner = servers.owner();
    String token = servers.token(column, owner);
    servers.bringAbout(column, owner);
    try {
      var client = Client.with(servers.node(column), token);

      var answer = call(client, owner.address(), operation, owner.ids(), operation.validBody());

      Optional<ProblemKind> refusal = row(operation).outcome(column).problem();
      if (refusal.isEmpty()) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
      } else {
        assertRefused(answer, refusal.get());
      }
      // Any call may be refused because of the network that it comes from.
      if (column != AccessColumn.OVER_ITS_REQUESTS) {
        assertThat(operation.statuses())
            .as("the document has the status")
            .contains(answer.statusCode());
      }
      if (STRANGERS.contains(column)) {
        assertThat(answer.body()).doesNotContain(owner.ids().values().toArray(String[]::new));
      }
    } finally {
      servers.serving.time.restore();
    }
  }

  private static void assertHidden(DescribedOperation operation) {
    var owner = servers.owner();
    var missing =
        Map.of(
            "dialog", UUID.randomUUID().toString(),
            "message", UUID.randomUUID().toString(),
            "reply", UUID.randomUUID().toString());
    for (AccessColumn column : STRANGERS) {
      var stranger = Client.with(servers.serving, servers.token(column, owner));
      String body = operation.validBody();

      var foreign = call(stranger, owner.address(), operation, owner.ids(), body);
      var none = call(stranger, owner.address(), operation, missing, body);

      assertRefused(foreign, ProblemKind.NOT_FOUND);
      assertThat(foreign.body()).isEqualTo(none.body());
      assertThat(undated(foreign)).isEqualTo(undated(none));
    }
    assertThat(owner.client().get("/api/v1/dialogs/" + owner.dialog()).statusCode())
        .as("and it is untouched")
        .isEqualTo(200);
  }

  private static Map<String, List<String>> undated(HttpResponse<String> answer) {
    var headers = new java.util.TreeMap<>(answer.headers().map());
    headers.remove("date");
    // Of every hundredth request on a connection.
    headers.remove("connection");
    return headers;
  }

  private static HttpResponse<String> call(
      Client client,
      String address,
      DescribedOperation operation,
      Map<String, String> ids,
      String body) {
    return client.call(operation.method(), operation.pathTo(ids), body, "X-Forwarded-For", address);
  }

  private static void assertRefused(HttpResponse<String> answer, ProblemKind problem) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(problem.status());
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(Client.json(answer).get("type").asString())
        .isEqualTo("urn:chatframe:problem:" + problem.code());
  }

  private static OperationAccess row(DescribedOperation operation) {
    return Arrays.stream(OperationAccess.values())
        .filter(kind -> kind.operations.contains(operation.id()))
        .findFirst()
        .orElseThrow(() ->
            new AssertionError(
                "No row for %s: name it in OperationAccess, at those who may use it"
                    .formatted(operation.id())));
  }
}
