package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.client.ClientAddresses;
import io.chatframe.adapter.web.client.RequestPath;
import io.chatframe.adapter.web.problem.Problem;
import io.chatframe.adapter.web.problem.ProblemKind;
import io.chatframe.adapter.web.problem.ProblemWriter;
import io.chatframe.adapter.web.problem.Problems;
import io.chatframe.application.access.RefusalAudit;
import io.chatframe.application.limit.UseLimits;
import io.chatframe.domain.port.RefusedException;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Counts each request, and refuses those of a network that makes too many. Records what was refused
 * to whom, here or by a handler.
 */
final class RequestLimitFilter implements Filter {
  /** Health, which the operator's own machines ask for. */
  private static final String UNCOUNTED = "/actuator/";

  private final SingletonSupplier<UseLimits> limits;
  private final ClientAddresses addresses;

  private final SingletonSupplier<RefusalAudit> audit;

  RequestLimitFilter(
      SingletonSupplier<UseLimits> limits,
      ClientAddresses addresses,
      SingletonSupplier<RefusalAudit> audit) {
    this.limits = limits;
    this.addresses = addresses;
    this.audit = audit;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var http = (HttpServletRequest) request;
    if (!RequestPath.of(http).startsWith(UNCOUNTED)) {
      try {
        limits.obtain().request(addresses.network(http));
      } catch (RefusedException e) {
        Problem problem = Problems.of(e).orElseGet(Problems::internal);
        http.setAttribute(FailureResolver.KIND, problem.kind());
        ProblemWriter.write((HttpServletResponse) response, problem);
        record(http);
        return;
      }
    }
    chain.doFilter(request, response);
    record(http);
  }

  private void record(HttpServletRequest request) {
    if (request.getAttribute(FailureResolver.KIND) instanceof ProblemKind kind
        && kind.isAudited()) {
      // The pattern of the path, without ids.
      Object path = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
      audit
          .obtain()
          .refused(
              addresses.network(request),
              kind.code(),
              path == null ? "" : request.getMethod() + " " + path);
    }
  }
}
