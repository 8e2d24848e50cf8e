package io.chatframe.adapter.web.container;

import io.chatframe.adapter.web.settings.LimitProperties;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.Compression;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.util.unit.DataSize;

/** Sets the container's limits, overriding other configuration. */
public final class TomcatHardening
    implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {
  private static final int KEEP_ALIVE_MILLIS = 60_000;
  private static final int MOST_PARAMETERS = 32;

  /** The kernel's send buffer for a client that does not read; the default is megabytes. */
  private static final int SEND_BUFFER_BYTES = 128 * 1024;

  /** Room for refusals: an excess client gets a response instead of waiting. */
  private static final int SPARE_CONNECTIONS = 1_000;

  private final LimitProperties limits;

  public TomcatHardening(LimitProperties limits) {
    this.limits = limits;
  }

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    if (factory instanceof TomcatWebServerFactory tomcat) {
      tomcat.setProtocol(PatientHttp11Protocol.class.getName());
    }
    factory.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new ProblemValve()));
    factory.addConnectorCustomizers(connector -> {
      connector.setAllowTrace(false);
      connector.setMaxPostSize(0);
      connector.setMaxParameterCount(MOST_PARAMETERS);
      if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
        protocol.setConnectionTimeout(Math.toIntExact(limits.writePatience().toMillis()));
        protocol.setMaxConnections(2 * limits.maxStreams() + SPARE_CONNECTIONS);
        protocol.setProperty("socket.txBufSize", Integer.toString(SEND_BUFFER_BYTES));
        protocol.setKeepAliveTimeout(KEEP_ALIVE_MILLIS);
        // A client that sends "Expect: 100-continue" can be refused before it sends the body.
        protocol.setContinueResponseTiming("onRead");
      }
      if (connector.getProtocolHandler() instanceof PatientHttp11Protocol protocol) {
        protocol.setPatience(
            new ClientPatience(
                limits.headPatience(), limits.bodyPatience(), limits.exchangePatience()));
      }
    });
    factory.setCompression(compression());
  }

  /** Excludes event streams: compression would delay events. */
  private static Compression compression() {
    var compression = new Compression();
    compression.setEnabled(true);
    compression.setMimeTypes(new String[] {"application/json", "application/problem+json"});
    compression.setMinResponseSize(DataSize.ofKilobytes(2));
    return compression;
  }
}
