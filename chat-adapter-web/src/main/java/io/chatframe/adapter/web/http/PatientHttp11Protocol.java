package io.chatframe.adapter.web.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP/1.1 with a bound on the time a request's line and headers may take. Tomcat itself
 * bounds only the silence between two bytes, so that one byte a second would hold a connection as
 * long as its sender likes. Made by Tomcat from its name, so it is public and has no arguments.
 */
public final class PatientHttp11Protocol extends Http11NioProtocol {
  private volatile long patienceNanos = Long.MAX_VALUE;

  void setHeadPatience(Duration patience) {
    patienceNanos = patience.toNanos();
  }

  @Override
  protected Processor createProcessor() {
    return new PatientProcessor();
  }

  /** Is called for each piece of a head that comes; one thread at a time. */
  private final class PatientProcessor extends Http11Processor {
    private @Nullable SocketWrapperBase<?> waitingFor;
    private long since;

    PatientProcessor() {
      super(PatientHttp11Protocol.this, PatientHttp11Protocol.this.getAdapter());
    }

    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
      boolean waited = Objects.equals(waitingFor, socket);
      if (waited && System.nanoTime() - since > patienceNanos) {
        waitingFor = null;
        return SocketState.CLOSED;
      }
      if (!waited) {
        waitingFor = socket;
        since = System.nanoTime();
      }
      SocketState state = super.service(socket);
      // LONG: the head is not whole yet, and this processor stays with the connection.
      if (state != SocketState.LONG) {
        waitingFor = null;
      }
      return state;
    }
  }
}
