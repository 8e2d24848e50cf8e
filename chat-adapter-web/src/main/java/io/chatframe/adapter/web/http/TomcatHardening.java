package io.chatframe.adapter.web.http;

import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.Compression;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.util.unit.DataSize;

/** Holds the container to our bounds, whatever else is configured. */
final class TomcatHardening
    implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {
  /**
   * Bounds each read and each write: what a reader that never reads can hold up, and how long a
   * silent line lives.
   */
  private static final int CONNECTION_MILLIS = 10_000;

  private static final int KEEP_ALIVE_MILLIS = 60_000;
  private static final int MOST_PARAMETERS = 32;

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    factory.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new ProblemValve()));
    factory.addConnectorCustomizers(connector -> {
      connector.setAllowTrace(false);
      connector.setMaxPostSize(0);
      connector.setMaxParameterCount(MOST_PARAMETERS);
      if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
        protocol.setConnectionTimeout(CONNECTION_MILLIS);
        protocol.setKeepAliveTimeout(KEEP_ALIVE_MILLIS);
      }
    });
    factory.setCompression(compression());
  }

  /** Never of event streams: a compressor holds back what it was given. */
  private static Compression compression() {
    var compression = new Compression();
    compression.setEnabled(true);
    compression.setMimeTypes(new String[] {"application/json", "application/problem+json"});
    compression.setMinResponseSize(DataSize.ofKilobytes(2));
    return compression;
  }
}
