package io.chatframe.adapter.llm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Apache HttpClient as a long stream wants it: nothing followed, repeated, remembered or unpacked
 * behind our back, every wait bounded, no limit of connections that a busy node would meet.
 */
final class ProviderClient {
  private static final int CONNECTIONS = 20_000;
  private static final String CONNECTION = "chatframe.connection";

  private final CloseableHttpClient client;

  ProviderClient(Duration connectTimeout, Duration byteGap) {
    client =
        HttpClients.custom()
            .setConnectionManager(connections(connectTimeout, byteGap))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(Timeout.of(connectTimeout))
                    .setResponseTimeout(Timeout.of(byteGap))
                    .setAuthenticationEnabled(false)
                    .build())
            .setRequestExecutor(new ConnectionKeepingExecutor())
            .setUserAgent("chatframe/" + version())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .evictIdleConnections(TimeValue.ofSeconds(30))
            .build();
  }

  private static PoolingHttpClientConnectionManager connections(
      Duration connectTimeout, Duration byteGap) {
    // Unbounded by default; a head of any length would be held in memory.
    Http1Config bounds =
        Http1Config.custom().setMaxLineLength(16 << 10).setMaxHeaderCount(200).build();
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().http1Config(bounds).build())
        .setDnsResolver(new HostLookup(connectTimeout, InetAddress::getAllByName))
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(connectTimeout))
                .setSocketTimeout(Timeout.of(byteGap))
                .setValidateAfterInactivity(TimeValue.ofMilliseconds(200))
                .setTimeToLive(TimeValue.ofMinutes(10))
                .build())
        .setDefaultTlsConfig(
            TlsConfig.custom().setHandshakeTimeout(Timeout.of(connectTimeout)).build())
        .setMaxConnTotal(CONNECTIONS)
        .setMaxConnPerRoute(CONNECTIONS)
        .build();
  }

  private static String version() {
    String version = ProviderClient.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  /** A request for an event stream. */
  static HttpPost post(URI address, byte[] body, Map<String, String> headers) {
    HttpPost post = new HttpPost(address);
    post.setHeader(HttpHeaders.ACCEPT, "text/event-stream");
    // Compressed, pieces could be held back to be packed together.
    post.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    headers.forEach((name, value) -> post.setHeader(new BasicHeader(name, value, true)));
    post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    return post;
  }

  /**
   * Blocks until the head of the response is there. The response is ended by reading its end or by
   * a cancel.
   *
   * @param cancelled completed together with a cancel of {@code post}, which alone does not end a
   *     host lookup
   */
  ClassicHttpResponse execute(
      HttpPost post, HttpClientContext context, CompletableFuture<@Nullable Void> cancelled)
      throws IOException {
    HttpHost target = new HttpHost(post.getScheme(), post.getAuthority());
    return ScopedValue.where(HostLookup.CANCELLED, cancelled)
        .call(() -> client.executeOpen(target, post, context));
  }

  /** Aborts all streams. */
  void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  /** Whether a connection was had, so that the request or a part of it may have been sent. */
  static boolean isSent(HttpClientContext context) {
    return context.getAttribute(CONNECTION) != null;
  }

  /** Shortens the wait of all further reads of this exchange; the next one has its own again. */
  static void limitReads(HttpClientContext context, Duration wait) {
    if (context.getAttribute(CONNECTION) instanceof HttpClientConnection connection) {
      connection.setSocketTimeout(Timeout.of(wait));
    }
  }

  /** Notes the connection the moment it is had: the client tells it nowhere else. */
  private static final class ConnectionKeepingExecutor extends HttpRequestExecutor {
    @Override
    public ClassicHttpResponse execute(
        ClassicHttpRequest request,
        HttpClientConnection connection,
        HttpResponseInformationCallback callback,
        HttpContext context)
        throws IOException, HttpException {
      context.setAttribute(CONNECTION, connection);
      return super.execute(request, connection, callback, context);
    }
  }
}
