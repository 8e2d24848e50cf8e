package io.chatframe.adapter.web.operator;

import io.chatframe.adapter.web.problem.UnauthorizedException;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Admits the operator, and nobody with the token of a visitor. Thread-safe. */
final class OperatorGate {
  private static final String SCHEME = "Bearer ";

  private final Optional<byte[]> secret;

  OperatorGate(OperatorProperties properties) {
    this.secret = properties.secret().map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Checks the token of a request, in a time that does not depend on it.
   *
   * @throws RefusedException if there is no operator, as if there were nothing at this address
   * @throws UnauthorizedException if the token is not the operator's
   */
  void requireOperator(HttpServletRequest request) {
    byte[] expected =
        secret.orElseThrow(() -> new RefusedException(new Refusal.NotFound("address")));
    List<String> headers = Collections.list(request.getHeaders("Authorization"));
    if (headers.size() != 1 || !headers.getFirst().startsWith(SCHEME)) {
      throw new UnauthorizedException("The operator's token is needed");
    }
    byte[] given = headers.getFirst().substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, given)) {
      throw new UnauthorizedException("This is not the operator's token");
    }
  }
}
