package io.chatframe.adapter.llm.http;

import io.chatframe.adapter.llm.provider.Provider;
import io.chatframe.adapter.llm.provider.Proxy;
import io.chatframe.adapter.llm.provider.ProxyRules;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Apache HttpClient configured for long streams: no redirects, retries, cookies or decompression
 * behind our back, every wait bounded, and a connection limit that no busy node reaches.
 */
public final class ProviderClient {
  private static final int CONNECTIONS = 20_000;

  /** As much as {@code SseReader} takes at once: more would only be copied later. */
  private static final int BUFFER_BYTES = 8 << 10;

  private static final String CONNECTION = "chatframe.connection";

  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor timers;
  private final Duration beforeFirstByte;
  private final Set<String> advised = ConcurrentHashMap.newKeySet();

  public ProviderClient(Provider provider) {
    ProxyRules proxies = provider.route().proxies();
    beforeFirstByte = provider.limits().beforeFirstByte();
    timers =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name("llm-timers").factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    timers.setRemoveOnCancelPolicy(true);
    client =
        HttpClients.custom()
            .setConnectionManager(connections(provider))
            .setRoutePlanner(new RulingRoutePlanner(proxies))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(Timeout.of(provider.limits().connect()))
                    .setResponseTimeout(Timeout.of(provider.limits().beforeFirstByte()))
                    .setAuthenticationEnabled(false)
                    .build())
            .setRequestExecutor(
                new KeepingExecutor(
                    proxies, Timeout.of(provider.limits().connect().multipliedBy(2))))
            .setUserAgent("chatframe/" + version())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .evictIdleConnections(TimeValue.ofSeconds(30))
            .build();
  }

  private static PoolingHttpClientConnectionManager connections(Provider provider) {
    Timeout connect = Timeout.of(provider.limits().connect());
    // Unbounded by default: a response head of any length would be held in memory. Each connection
    // has three buffers for as long as its reply runs; by default they are four times as large.
    Http1Config bounds =
        Http1Config.custom()
            .setMaxLineLength(16 << 10)
            .setMaxHeaderCount(200)
            .setBufferSize(BUFFER_BYTES)
            .build();
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().http1Config(bounds).build())
        .setDnsResolver(new HostLookup(provider.limits().connect(), InetAddress::getAllByName))
        .setTlsSocketStrategy(new DefaultClientTlsStrategy(provider.route().tls()))
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(connect)
                .setSocketTimeout(Timeout.of(provider.limits().beforeFirstByte()))
                .setValidateAfterInactivity(TimeValue.ofMilliseconds(200))
                .setTimeToLive(TimeValue.ofMinutes(10))
                .build())
        .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build())
        .setMaxConnTotal(CONNECTIONS)
        .setMaxConnPerRoute(CONNECTIONS)
        .build();
  }

  private static String version() {
    String version = ProviderClient.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  /** A request for an event stream. */
  public static HttpPost post(URI address, byte[] body, Map<String, String> headers) {
    HttpPost post = new HttpPost(address);
    post.setHeader(HttpHeaders.ACCEPT, "text/event-stream");
    // With compression, pieces might be held back to be compressed together.
    post.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    headers.forEach((name, value) -> post.setHeader(new BasicHeader(name, value, true)));
    post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    return post;
  }

  /**
   * Blocks until the response head arrives. The response ends when it is read to its end or
   * cancelled.
   *
   * @param cancelled completed when {@code post} is cancelled, which alone does not end a host
   *     lookup
   */
  ClassicHttpResponse execute(
      HttpPost post, HttpClientContext context, CompletableFuture<@Nullable Void> cancelled)
      throws IOException {
    HttpHost target = new HttpHost(post.getScheme(), post.getAuthority());
    return ScopedValue.where(HostLookup.CANCELLED, cancelled)
        .call(() -> client.executeOpen(target, post, context));
  }

  /** Aborts all streams. */
  public void close() {
    client.close(CloseMode.IMMEDIATE);
    timers.shutdownNow();
  }

  /** Whether a connection was obtained, so that some of the request may have been sent. */
  static boolean isSent(HttpClientContext context) {
    return context.getAttribute(CONNECTION) != null;
  }

  /**
   * Limits the wait of all further reads of this exchange by the socket; the next exchange has its
   * own limit. Zero is no limit.
   */
  static void limitReads(HttpClientContext context, Duration wait) {
    if (context.getAttribute(CONNECTION) instanceof HttpClientConnection connection) {
      connection.setSocketTimeout(Timeout.of(wait));
    }
  }

  /**
   * The body of an answer, with a limit for its first byte in place of the socket's timeout.
   *
   * @param abort ends a read that waits too long
   */
  LimitedBody limited(InputStream body, HttpClientContext context, Runnable abort) {
    limitReads(context, Duration.ZERO);
    return new LimitedBody(body, beforeFirstByte, timers, System::nanoTime, abort);
  }

  /** Whether advice is new; the same advice is logged once until {@link #isWell}. */
  boolean isNews(String advice) {
    return advised.add(advice);
  }

  /** Forgets earlier advice: the provider can be reached again. */
  void isWell() {
    advised.clear();
  }

  /** Uses a proxy if the rules say so; the proxy then resolves the host. */
  private static final class RulingRoutePlanner extends DefaultRoutePlanner {
    private final ProxyRules proxies;

    RulingRoutePlanner(ProxyRules proxies) {
      super(null);
      this.proxies = proxies;
    }

    @Override
    protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
      return proxies
          .to(target.getSchemeName(), target.getHostName(), target.getPort())
          .map(Proxy::host)
          .orElse(null);
    }
  }

  /**
   * Records the connection as soon as it is obtained, which the client reports nowhere else, and
   * talks to the proxy: with a timeout of its own, and without taking a refused tunnel for an
   * answer of the provider.
   */
  private static final class KeepingExecutor extends HttpRequestExecutor {
    private static final String CONNECT = "CONNECT";

    private final ProxyRules proxies;
    private final Timeout tunnel;

    /** Takes twice the connect timeout: the proxy resolves the host and connects to it. */
    KeepingExecutor(ProxyRules proxies, Timeout tunnel) {
      this.proxies = proxies;
      this.tunnel = tunnel;
    }

    @Override
    public ClassicHttpResponse execute(
        ClassicHttpRequest request,
        HttpClientConnection connection,
        HttpResponseInformationCallback callback,
        HttpContext context)
        throws IOException, HttpException {
      if (request.getMethod().equals(CONNECT)) {
        return connect(request, connection, callback, context);
      }
      if ("http".equals(request.getScheme())) {
        authorise(request, "http");
      }
      context.setAttribute(CONNECTION, connection);
      ClassicHttpResponse answer = super.execute(request, connection, callback, context);
      if (answer.getCode() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
        throw new ProxyRefusedException(answer.getCode());
      }
      return answer;
    }

    private ClassicHttpResponse connect(
        ClassicHttpRequest request,
        HttpClientConnection connection,
        HttpResponseInformationCallback callback,
        HttpContext context)
        throws IOException, HttpException {
      authorise(request, "https");
      connection.setSocketTimeout(tunnel);
      try {
        ClassicHttpResponse answer = super.execute(request, connection, callback, context);
        if (answer.getCode() != HttpStatus.SC_OK) {
          throw new ProxyRefusedException(answer.getCode());
        }
        return answer;
      } catch (SocketTimeoutException _) {
        throw new ProxyRefusedException(ProxyRefusedException.SILENT);
      } catch (NoHttpResponseException | SocketException _) {
        throw new ProxyRefusedException(ProxyRefusedException.CLOSED);
      }
    }

    /** Authorises requests to the proxy itself; those through a tunnel are the provider's. */
    private void authorise(ClassicHttpRequest request, String scheme) {
      URIAuthority target = request.getAuthority();
      if (target != null) {
        proxies
            .to(scheme, target.getHostName(), target.getPort())
            .flatMap(Proxy::authorization)
            .ifPresent(value ->
                request.setHeader(new BasicHeader(HttpHeaders.PROXY_AUTHORIZATION, value, true)));
      }
    }
  }
}
