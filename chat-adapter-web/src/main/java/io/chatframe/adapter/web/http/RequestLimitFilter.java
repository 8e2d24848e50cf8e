package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.client.ClientAddresses;
import io.chatframe.adapter.web.problem.ProblemWriter;
import io.chatframe.adapter.web.problem.Problems;
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

/** Counts each request, and refuses those of a network that makes too many. */
final class RequestLimitFilter implements Filter {
  /** Health, which the operator's own machines ask for. */
  private static final String UNCOUNTED = "/actuator/";

  private final SingletonSupplier<UseLimits> limits;
  private final ClientAddresses addresses;

  RequestLimitFilter(SingletonSupplier<UseLimits> limits, ClientAddresses addresses) {
    this.limits = limits;
    this.addresses = addresses;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var http = (HttpServletRequest) request;
    if (!http.getRequestURI().startsWith(UNCOUNTED)) {
      try {
        limits.obtain().request(addresses.network(http));
      } catch (RefusedException e) {
        ProblemWriter.write(
            (HttpServletResponse) response, Problems.of(e).orElseGet(Problems::internal));
        return;
      }
    }
    chain.doFilter(request, response);
  }
}
