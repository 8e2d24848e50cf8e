package io.chatframe.adapter.web.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands before all else: gives each answer its headers, and lets only plain paths in. No path of
 * ours has an escape, a parameter, an empty or a dotted segment, so a path that has one is a trick
 * on somebody's normalisation.
 */
final class DoorFilter implements Filter {
  /**
   * Keeps the query, which may hold what a visitor searched for, out of the framework's logs;
   * parameters remain.
   */
  private static final class WithoutQuery extends HttpServletRequestWrapper {
    WithoutQuery(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getQueryString() {
      return null;
    }
  }

  private static final Pattern PLAIN =
      Pattern.compile("/|(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~@+-]+)+/?");

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var http = (HttpServletRequest) request;
    var answer = (HttpServletResponse) response;
    SecurityHeaders.apply(answer);
    if (PLAIN.matcher(http.getRequestURI()).matches()) {
      chain.doFilter(new WithoutQuery(http), response);
    } else {
      ProblemWriter.writeStatus(answer, HttpServletResponse.SC_NOT_FOUND);
    }
  }
}
