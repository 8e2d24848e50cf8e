package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.client.RequestPath;
import io.chatframe.adapter.web.problem.ProblemWriter;
import io.chatframe.adapter.web.problem.SecurityHeaders;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first filter: sets the security headers of each response and admits only plain paths. No path
 * of this server has an escape, a parameter, or an empty or dot segment, so a path with one is an
 * attack on path normalisation.
 */
final class DoorFilter implements Filter {
  /**
   * Hides the query string, which may contain a search text, from the framework's logs; parameters
   * remain. Outside the API it hides the body too: nothing needs it there, and the framework's
   * endpoints would parse one of any length.
   */
  private static final class Guarded extends HttpServletRequestWrapper {
    private final boolean mayHaveBody;

    Guarded(HttpServletRequest request) {
      super(request);
      this.mayHaveBody = RequestPath.of(request).startsWith("/api/");
    }

    @Override
    public @Nullable String getQueryString() {
      return null;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return mayHaveBody ? super.getInputStream() : new NoBody();
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return mayHaveBody ? super.getReader() : new BufferedReader(Reader.nullReader());
    }
  }

  /** An empty body. */
  private static final class NoBody extends ServletInputStream {
    @Override
    public int read() {
      return -1;
    }

    @Override
    public boolean isFinished() {
      return true;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("There is nothing to wait for");
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
    if (PLAIN.matcher(RequestPath.of(http)).matches()) {
      chain.doFilter(new Guarded(http), response);
    } else {
      ProblemWriter.writeStatus(answer, HttpServletResponse.SC_NOT_FOUND);
    }
  }
}
