package io.chatframe.adapter.web.socket;

import io.chatframe.adapter.web.identity.TokenSigner;
import io.chatframe.adapter.web.problem.Problem;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.ProblemKind;
import io.chatframe.adapter.web.settings.LimitProperties;
import io.chatframe.adapter.web.stream.OpenStreams;
import io.chatframe.application.access.Restrictions;
import io.chatframe.domain.port.TimeSource;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.websocket.Constants;
import org.springframework.context.SmartLifecycle;

/**
 * All connections of this server. Stops after the engine is drained and before the connector
 * closes: asks clients to follow again and closes every connection.
 */
final class Sockets implements SmartLifecycle {
  static final String PATH = "/api/v1/socket";

  private static final long STOPPING_RETRY_SECONDS = 5;
  private static final long GOODBYE_SECONDS = 2;

  /** How long a client may leave this server's close frame unanswered. */
  private static final long CLOSE_MILLIS = 5_000;

  private final LimitProperties limits;
  private final TokenSigner tokens;
  private final SocketUseCases useCases;
  private final OpenStreams streams;
  private final OpenStreams visitors;
  private final TimeSource time;
  private final Set<SocketConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  Sockets(
      LimitProperties limits,
      TokenSigner tokens,
      SocketUseCases useCases,
      OpenStreams streams,
      Restrictions restrictions,
      TimeSource time) {
    this.limits = limits;
    this.tokens = tokens;
    this.useCases = useCases;
    this.streams = streams;
    this.visitors = new OpenStreams(limits.maxStreams(), limits.maxStreamsPerVisitor());
    this.time = time;
    restrictions.listen((_, _) -> recheck());
  }

  /**
   * The configuration for one more connection.
   *
   * @param address the network that it comes from
   * @throws ProblemException if no more are allowed
   */
  ServerEndpointConfig handshake(String address) {
    if (!running) {
      throw new ProblemException(
          Problem.of(ProblemKind.DRAINING, "The server is stopping")
              .retryAfter(STOPPING_RETRY_SECONDS));
    }
    if (connections.size() >= limits.maxStreams()) {
      throw new ProblemException(OpenStreams.overloaded());
    }
    return ServerEndpointConfig.Builder.create(SocketEndpoint.class, PATH)
        .configurator(new Handshake(address))
        .build();
  }

  /**
   * Creates the endpoint of one connection and accepts no extension: compression costs each
   * connection tens of kilobytes, and the frames are short.
   */
  private final class Handshake extends ServerEndpointConfig.Configurator {
    private final String address;

    Handshake(String address) {
      this.address = address;
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      return type.cast(new SocketEndpoint(session -> open(session, address)));
    }

    @Override
    public List<Extension> getNegotiatedExtensions(
        List<Extension> installed, List<Extension> requested) {
      return List.of();
    }
  }

  private SocketConnection open(Session session, String address) {
    session
        .getUserProperties()
        .put(Constants.BLOCKING_SEND_TIMEOUT_PROPERTY, limits.writePatience().toMillis());
    session.getUserProperties().put(Constants.SESSION_CLOSE_TIMEOUT_PROPERTY, CLOSE_MILLIS);
    var connection =
        new SocketConnection(
            session,
            address,
            limits,
            tokens,
            useCases,
            streams,
            visitors,
            time,
            connections::remove);
    connections.add(connection);
    return connection;
  }

  /** On threads of their own: closing a connection may wait for its client. */
  private void recheck() {
    for (SocketConnection connection : connections) {
      Thread.ofVirtual().name("socket-recheck").start(connection::recheck);
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /** Blocks briefly at most; does not wait for clients that do not read. */
  @Override
  public void stop() {
    running = false;
    var left = List.copyOf(connections);
    var gone = new CountDownLatch(left.size());
    for (SocketConnection connection : left) {
      Thread.ofVirtual()
          .name("socket-goodbye")
          .start(() -> {
            connection.leaveServer();
            gone.countDown();
          });
    }
    try {
      // The container closes the remaining ones.
      boolean _ = gone.await(GOODBYE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Just below the engine's phase, far above the connector's. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 1;
  }
}
