package io.chatframe.adapter.web.socket;

import io.chatframe.adapter.web.client.ClientAddresses;
import io.chatframe.adapter.web.problem.Problem;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.ProblemKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Upgrades a client from HTTP to WebSocket. Refusals are sent as HTTP responses. */
@RestController
final class SocketController {
  private static final String VERSION = "13";

  private final Sockets sockets;
  private final ClientAddresses addresses;

  SocketController(Sockets sockets, ClientAddresses addresses) {
    this.sockets = sockets;
    this.addresses = addresses;
  }

  @GetMapping(Sockets.PATH)
  void open(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (!asksForSocket(request)) {
      throw new ProblemException(
          Problem.of(
                  ProblemKind.UPGRADE_REQUIRED, "This address speaks WebSocket, version 13, only")
              .withHeader("Upgrade", "websocket")
              .withHeader("Connection", "Upgrade")
              .withHeader("Sec-WebSocket-Version", VERSION));
    }
    if (!SocketOrigin.isOurs(request)) {
      throw new ProblemException(
          ProblemKind.FOREIGN_ORIGIN, "Only the chat's own page may open a socket in a browser");
    }
    try {
      container(request)
          .upgradeHttpToWebSocket(
              request, response, sockets.handshake(addresses.network(request)), Map.of());
    } catch (DeploymentException e) {
      throw new IllegalStateException("The endpoint is not one", e);
    }
  }

  private static boolean asksForSocket(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
        && VERSION.equals(request.getHeader("Sec-WebSocket-Version"));
  }

  private static ServerContainer container(HttpServletRequest request) {
    return (ServerContainer)
        Objects.requireNonNull(
            request.getServletContext().getAttribute(ServerContainer.class.getName()),
            "the servlet container has no WebSocket");
  }
}
