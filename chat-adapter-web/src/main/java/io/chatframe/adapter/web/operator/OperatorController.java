package io.chatframe.adapter.web.operator;

import io.chatframe.adapter.web.http.JsonAnswer;
import io.chatframe.adapter.web.http.Query;
import io.chatframe.adapter.web.identity.Uuids;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.Problems;
import io.chatframe.application.access.OperateServer;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.access.Restriction;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** What an operator may do while the server runs; see docs/operations.md. */
@RestController
final class OperatorController {
  private static final String ROOT = "/operator/v1";
  private static final String CLOSURE = ROOT + "/closure";
  private static final String ASSISTANT = ROOT + "/assistants/{assistant}/closure";
  private static final String VISITOR = ROOT + "/assistants/{assistant}/visitors/{visitor}/block";

  private final OperatorGate gate;
  private final OperateServer server;
  private final AssistantCatalog assistants;

  OperatorController(
      OperatorProperties properties, OperateServer server, AssistantCatalog assistants) {
    this.gate = new OperatorGate(properties);
    this.server = server;
    this.assistants = assistants;
  }

  @GetMapping(path = ROOT + "/restrictions", produces = MediaType.APPLICATION_JSON_VALUE)
  void restrictions(HttpServletRequest request, HttpServletResponse response) throws IOException {
    gate.requireOperator(request);
    JsonAnswer.ok(response, OperatorJson.restrictions(server.restrictions()));
  }

  @GetMapping(path = ROOT + "/budgets", produces = MediaType.APPLICATION_JSON_VALUE)
  void budgets(HttpServletRequest request, HttpServletResponse response) throws IOException {
    gate.requireOperator(request);
    JsonAnswer.ok(response, OperatorJson.budgets(server.budgets()));
  }

  @GetMapping(path = ROOT + "/audit", produces = MediaType.APPLICATION_JSON_VALUE)
  void audit(HttpServletRequest request, HttpServletResponse response) throws IOException {
    gate.requireOperator(request);
    var query = new Query(request);
    Optional<Long> before = query.before().map(OperatorController::number);
    JsonAnswer.ok(response, OperatorJson.audit(server.audit(before, query.limit()), query.limit()));
  }

  private static long number(String before) {
    if (!before.matches("[1-9][0-9]{0,17}")) {
      throw new ProblemException(Problems.badCursor());
    }
    return Long.parseLong(before);
  }

  @PutMapping(CLOSURE)
  void close(HttpServletRequest request, HttpServletResponse response) {
    restrict(request, response, new Restriction.ClosedServer());
  }

  @DeleteMapping(CLOSURE)
  void open(HttpServletRequest request, HttpServletResponse response) {
    lift(request, response, new Restriction.ClosedServer());
  }

  @PutMapping(ASSISTANT)
  void close(
      @PathVariable String assistant, HttpServletRequest request, HttpServletResponse response) {
    gate.requireOperator(request);
    restrict(request, response, new Restriction.ClosedAssistant(assistant(assistant)));
  }

  @DeleteMapping(ASSISTANT)
  void open(
      @PathVariable String assistant, HttpServletRequest request, HttpServletResponse response) {
    gate.requireOperator(request);
    lift(request, response, new Restriction.ClosedAssistant(assistant(assistant)));
  }

  @PutMapping(VISITOR)
  void block(
      @PathVariable String assistant,
      @PathVariable String visitor,
      HttpServletRequest request,
      HttpServletResponse response) {
    gate.requireOperator(request);
    restrict(request, response, new Restriction.BlockedVisitor(visitor(assistant, visitor)));
  }

  @DeleteMapping(VISITOR)
  void unblock(
      @PathVariable String assistant,
      @PathVariable String visitor,
      HttpServletRequest request,
      HttpServletResponse response) {
    gate.requireOperator(request);
    lift(request, response, new Restriction.BlockedVisitor(visitor(assistant, visitor)));
  }

  private void restrict(
      HttpServletRequest request, HttpServletResponse response, Restriction restriction) {
    gate.requireOperator(request);
    server.restrict(restriction);
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private void lift(
      HttpServletRequest request, HttpServletResponse response, Restriction restriction) {
    gate.requireOperator(request);
    server.lift(restriction);
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  /** An assistant in service: a misspelt one would be closed in vain. */
  private AssistantName assistant(String name) {
    if (!AssistantName.isValid(name) || assistants.find(new AssistantName(name)).isEmpty()) {
      throw new RefusedException(new Refusal.NotFound("assistant"));
    }
    return new AssistantName(name);
  }

  private Visitor visitor(String assistant, String id) {
    AssistantName name = assistant(assistant);
    return Uuids.parse(id)
        .map(known -> new Visitor(new VisitorId(known), name))
        .orElseThrow(() -> new RefusedException(new Refusal.NotFound("visitor")));
  }
}
