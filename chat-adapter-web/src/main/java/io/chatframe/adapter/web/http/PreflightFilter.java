package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.client.RequestPath;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.ProblemWriter;
import io.chatframe.adapter.web.problem.Problems;
import io.chatframe.adapter.web.ticket.SiteOrigin;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.RefusedException;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.function.SingletonSupplier;

/**
 * Answers browsers that ask whether a page may fetch an embed ticket. They ask only if the page
 * adds something to the request, and the framework would answer them without asking a handler.
 */
final class PreflightFilter implements Filter {
  private static final Pattern TICKET = Pattern.compile("/embed/([^/]+)/ticket");
  private static final String KEPT_SECONDS = "600";

  private final SingletonSupplier<AssistantCatalog> assistants;

  PreflightFilter(SingletonSupplier<AssistantCatalog> assistants) {
    this.assistants = assistants;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var http = (HttpServletRequest) request;
    Matcher path = TICKET.matcher(RequestPath.of(http));
    if (isPreflight(http) && path.matches()) {
      answer(path.group(1), http, (HttpServletResponse) response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private void answer(String assistant, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      String origin =
          SiteOrigin.allowed(TicketController.find(assistants.obtain(), assistant), request);
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Access-Control-Allow-Methods", "POST");
      response.setHeader("Access-Control-Max-Age", KEPT_SECONDS);
      response.setHeader("Vary", "Origin");
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } catch (ProblemException | RefusedException e) {
      ProblemWriter.write(response, Problems.of(e).orElseGet(Problems::internal));
    }
  }

  private static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Access-Control-Request-Method") != null;
  }
}
