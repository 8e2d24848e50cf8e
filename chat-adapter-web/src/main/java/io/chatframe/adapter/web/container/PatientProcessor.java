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
 * Tomcat's processor of one connection, which sets the deadlines of each exchange, and closes so
 * that a client which is still sending can read its answer. Tomcat calls it by one thread at a
 * time: for each piece of a head that comes, and through a whole exchange once the head is there.
 */
final class PatientProcessor extends Http11Processor {
  /** A client that is silent for so long after its answer has read it, or left. */
  private static final Duration LINGER_SILENCE = Duration.ofSeconds(5);

  private static final int LINGER_PIECE = 64 * 1024;
  private static final int HEADERS_TOO_LARGE = 431;

  /** What Tomcat says of a head that does not fit its buffer; its type says no more. */
  private static final String TOO_LARGE =
      StringManager.getManager(Http11InputBuffer.class)
          .getString("iib.requestheadertoolarge.error");

  private final PatientHttp11Protocol protocol;
  private final Adapter timed;

  /** Whether a head was whole since Tomcat last called. */
  private boolean served;

  /** Whether the last request was answered before its body, or the rest of its head, had come. */
  private boolean unread;

  /** Whether an answer that was given later has just ended, and Tomcat looks for a next request. */
  private boolean ended;

  /** The status that refuses the length of a head; 0 if its length is not the fault. */
  private int tooLong;

  /** Whether it has met HTTP/0.9. */
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
    // LONG, unless the answer is given later: a head has begun. OPEN after no request: an empty
    // line or two, which may be a drip.
    boolean blank = state == SocketState.OPEN && !served && !mayBeIdle;
    if (blank || (state == SocketState.LONG && !isAsync())) {
      deadlines.setIfNone(socket, Wait.HEAD);
    }
    if (state == SocketState.CLOSED && (unread || !served)) {
      linger(socket);
    }
    return spoiled ? leave(socket) : state;
  }

  /** An answer that was given later than its request's call has come to its end. */
  @Override
  protected SocketState dispatchEndRequest() {
    ended = true;
    protocol.deadlines().remove(getSocketWrapper());
    return super.dispatchEndRequest();
  }

  /**
   * Closes the connection without giving this processor back: Tomcat keeps the mark of HTTP/0.9 on
   * it, and would answer the next head that it cannot read without a head as well.
   */
  private SocketState leave(SocketWrapperBase<?> socket) {
    request.getRequestProcessor().setGlobalProcessor(null);
    socket.close();
    return SocketState.SUSPENDED;
  }

  /**
   * Tells lengths that Tomcat refuses from other faults of a head. It finds more of them in what is
   * left of the head, and would say 400 again for each.
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

  /** The status for a head that is too long, by what makes most of it; 0 for any other fault. */
  private int statusOfLength(Throwable cause) {
    boolean lineCame = !request.requestURI().isNull();
    if (lineCame && cause instanceof IllegalStateException) {
      // The only state that headers can be illegal in is to be too many.
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
   * Ends our half of the connection and takes what the client still sends, however much, until it
   * ends its own, is silent or late. To close before would make the kernel reset the connection,
   * and the client lose an answer it has not read (RFC 9112, 9.6).
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
      // It has ended, or is silent: in either case it may be closed now.
      return;
    }
  }

  private static boolean isToBeClosed(Response answered) {
    return "close".equalsIgnoreCase(answered.getMimeHeaders().getHeader("Connection"));
  }

  /** Is called once a head is whole, and returns when the answer was given to the kernel. */
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
        // HTTP/0.9 knows neither statuses nor headers; it would be given a page and think it whole.
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
        adapter.service(request, response);
      } finally {
        unread = faultyHead || !isRequestBodyFullyRead();
        if (unread && isToBeClosed(response)) {
          // No request follows on this connection, so the answer's end need not wait for the body.
          disableSwallowRequest();
        }
      }
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

  /** Notices the end of a body, and tells one that is late from one that was cut by its sender. */
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
