package io.chatframe.adapter.web.container;

import io.chatframe.adapter.web.container.Deadlines.Deadline;
import io.chatframe.adapter.web.container.Deadlines.Wait;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's processor of one connection, extended to set the deadlines of each exchange and to close
 * so that a client that is still sending can read its response. Tomcat calls it from one thread at
 * a time: for each part of a head, and for a whole exchange once the head is complete.
 */
final class PatientProcessor extends Http11Processor {
  /** A client that is silent this long after its response has read it or left. */
  private static final Duration LINGER_SILENCE = Duration.ofSeconds(5);

  private static final int LINGER_PIECE = 64 * 1024;
  private static final int HEADERS_TOO_LARGE = 431;

  /**
   * Tomcat's message for a head that does not fit its buffer; the exception's type is unspecific.
   */
  private static final String TOO_LARGE =
      StringManager.getManager(Http11InputBuffer.class)
          .getString("iib.requestheadertoolarge.error");

  private final PatientHttp11Protocol protocol;
  private final Adapter timed;

  /** Whether a head was complete during the current call. */
  private boolean served;

  /** Whether the last request was answered before its body or the rest of its head arrived. */
  private boolean unread;

  /** Whether an asynchronous response has just ended and Tomcat looks for the next request. */
  private boolean ended;

  /** The status for a head that is too long; 0 if its length is not the problem. */
  private int tooLong;

  /** Whether an HTTP/0.9 request arrived. */
  private boolean spoiled;

  private @Nullable Deadline bodyDeadline;

  PatientProcessor(PatientHttp11Protocol protocol) {
    super(protocol, protocol.getAdapter());
    this.protocol = protocol;
    this.timed = new TimedAdapter(protocol.getAdapter());
    request.setInputBuffer(new TimedBody(request.getInputBuffer()));
  }

  @Override
  public Adapter getAdapter() {
    return timed;
  }

  @Override
  public SocketState service(SocketWrapperBase<?> socket) throws IOException {
    boolean mayBeIdle = ended;
    ended = false;
    served = false;
    unread = false;
    tooLong = 0;
    SocketState state = super.service(socket);
    Deadlines deadlines = protocol.deadlines();
    if ((served && !isAsync()) || state == SocketState.CLOSED) {
      deadlines.remove(socket);
    }
    // LONG without an asynchronous response: a head has begun. OPEN without a request: empty lines,
    // which may be a slow drip.
    boolean blank = state == SocketState.OPEN && !served && !mayBeIdle;
    if (blank || (state == SocketState.LONG && !isAsync())) {
      deadlines.setIfNone(socket, Wait.HEAD);
    }
    if (state == SocketState.CLOSED && (unread || !served)) {
      linger(socket);
    }
    return spoiled ? leave(socket) : state;
  }

  /** Called when an asynchronous response has ended. */
  @Override
  protected SocketState dispatchEndRequest() {
    ended = true;
    protocol.deadlines().remove(getSocketWrapper());
    return super.dispatchEndRequest();
  }

  /**
   * Closes the connection without recycling this processor: Tomcat would keep its HTTP/0.9 flag and
   * answer the next malformed head without a status line and headers.
   */
  private SocketState leave(SocketWrapperBase<?> socket) {
    request.getRequestProcessor().setGlobalProcessor(null);
    socket.close();
    return SocketState.SUSPENDED;
  }

  /**
   * Replaces 400 by the right status if a head is too long. Tomcat finds more faults in the rest of
   * the head and would set 400 again for each.
   */
  @Override
  protected void setErrorState(ErrorState state, @Nullable Throwable cause) {
    if (response.getStatus() == HttpServletResponse.SC_BAD_REQUEST) {
      if (cause != null && tooLong == 0) {
        tooLong = statusOfLength(cause);
      }
      if (tooLong != 0) {
        response.setStatus(tooLong);
      }
    }
    super.setErrorState(state, cause);
  }

  /** The status for a head that is too long, by its largest part; 0 for any other fault. */
  private int statusOfLength(Throwable cause) {
    boolean lineCame = !request.requestURI().isNull();
    if (lineCame && cause instanceof IllegalStateException) {
      // Headers cause this exception only if there are too many.
      return HEADERS_TOO_LARGE;
    }
    if (!TOO_LARGE.equals(cause.getMessage()) || request.getMethod() == null) {
      return 0;
    }
    int address = request.requestURI().getLength() + request.queryString().getLength();
    return lineCame && address < protocol.getMaxHttpRequestHeaderSize() / 2
        ? HEADERS_TOO_LARGE
        : HttpServletResponse.SC_REQUEST_URI_TOO_LONG;
  }

  /**
   * Shuts down the output and drains what the client still sends until it closes, falls silent or
   * is late. Closing earlier would make the kernel reset the connection, and the client would lose
   * a response that it has not read (RFC 9112, 9.6).
   */
  private void linger(SocketWrapperBase<?> socket) {
    SocketChannel channel = Deadlines.channel(socket);
    if (channel == null || socket.isClosed()) {
      return;
    }
    Deadline body = bodyDeadline;
    long end =
        System.nanoTime()
            + (unread && body != null ? body.leftNanos() : protocol.patience().body().toNanos());
    ByteBuffer rest = ByteBuffer.allocate(LINGER_PIECE);
    try {
      channel.shutdownOutput();
      long left = end - System.nanoTime();
      while (left > 0) {
        long millis = Math.min(TimeUnit.NANOSECONDS.toMillis(left), LINGER_SILENCE.toMillis());
        socket.setReadTimeout(Math.max(1, millis));
        rest.clear();
        socket.read(true, rest);
        left = end - System.nanoTime();
      }
    } catch (IOException e) {
      // The client has closed or is silent: either way the connection may be closed now.
      return;
    }
  }

  private static boolean isToBeClosed(Response answered) {
    return "close".equalsIgnoreCase(answered.getMimeHeaders().getHeader("Connection"));
  }

  /** Called once a head is complete; returns when the response was passed to the kernel. */
  private final class TimedAdapter implements Adapter {
    private final Adapter adapter;

    TimedAdapter(Adapter adapter) {
      this.adapter = adapter;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
      served = true;
      boolean saysNoVersion = request.protocol().isNull() || request.protocol().equals("");
      if (saysNoVersion && !getErrorState().isError()) {
        // HTTP/0.9 has no status or headers; the client would take an error page for the content.
        spoiled = true;
        response.setStatus(HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED);
        setErrorState(ErrorState.CLOSE_CLEAN, null);
      }
      boolean faultyHead = getErrorState().isError();
      if (isRequestBodyFullyRead()) {
        awaitAnswer();
      } else {
        bodyDeadline = set(Wait.BODY);
      }
      try {
        serve(request, response);
      } finally {
        unread = faultyHead || !isRequestBodyFullyRead();
        if (unread && isToBeClosed(response)) {
          // No request follows on this connection, so the response need not wait for the body.
          disableSwallowRequest();
        }
      }
    }

    private void serve(Request request, Response response) throws Exception {
      DirectOutput output = new DirectOutput(getSocketWrapper(), response);
      ScopedValue.where(DirectOutput.CURRENT, output)
          .call(() -> {
            adapter.service(request, response);
            return output;
          });
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
      return adapter.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent status)
        throws Exception {
      return adapter.asyncDispatch(request, response, status);
    }

    @Override
    public void log(Request request, Response response, long time) {
      adapter.log(request, response, time);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
      adapter.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
      return adapter.getDomain();
    }
  }

  /** Detects the end of a body, and distinguishes a late body from a truncated one. */
  private final class TimedBody implements InputBuffer {
    private final InputBuffer input;

    TimedBody(InputBuffer input) {
      this.input = input;
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
      try {
        int read = input.doRead(handler);
        if (read < 0) {
          awaitAnswer();
        }
        return read;
      } catch (IOException e) {
        Deadline deadline = bodyDeadline;
        if (deadline != null && deadline.missed()) {
          var late = new SocketTimeoutException("The body is late");
          late.initCause(e);
          throw late;
        }
        throw e;
      }
    }

    @Override
    public int available() {
      return input.available();
    }
  }

  private void awaitAnswer() {
    bodyDeadline = null;
    set(Wait.ANSWER);
  }

  private @Nullable Deadline set(Wait wait) {
    return protocol.deadlines().set(getSocketWrapper(), wait);
  }
}
