package io.chatframe.adapter.llm.provider;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Selects the proxy for a host: by the JDK's system properties, or else by the settings that most
 * programs know. Loopback hosts are never reached through one.
 */
public final class ProxyRules {
  /** Everything is reached directly. */
  static final ProxyRules NONE = new ProxyRules(ProxyProperties.NONE, _ -> null);

  private final ProxyProperties settings;
  private final ProxyExceptions except;
  private final Function<String, @Nullable String> system;

  /**
   * Creates rules that are parsed on use: an error in a proxy that is not needed does no harm.
   *
   * @param system returns a system property by name
   */
  public ProxyRules(ProxyProperties settings, Function<String, @Nullable String> system) {
    this.settings = settings;
    this.except = ProxyExceptions.parse(settings.except());
    this.system = system;
  }

  /**
   * The proxy to a host; empty if it is reached directly.
   *
   * @param port as written, or negative for the scheme's default
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  public Optional<Proxy> to(String scheme, String host, int port) {
    if (LocalHosts.isLoopback(host)) {
      return Optional.empty();
    }
    int asked = port >= 0 ? port : scheme.equals("https") ? 443 : 80;
    return Optional.ofNullable(system.apply(scheme + ".proxyHost"))
            .filter(name -> !name.isBlank())
            .isPresent()
        ? ofJdk(scheme, host, asked)
        : ofSettings(scheme, host, asked);
  }

  private Optional<Proxy> ofJdk(String scheme, String host, int port) {
    String exceptions = system.apply("http.nonProxyHosts");
    if (exceptions != null && ProxyExceptions.ofJdk(exceptions).hold(host, port)) {
      return Optional.empty();
    }
    String name = String.valueOf(system.apply(scheme + ".proxyHost")).strip();
    String written = system.apply(scheme + ".proxyPort");
    String usual = scheme.equals("https") ? "443" : "80";
    String digits = written == null || written.isBlank() ? usual : written.strip();
    int proxyPort =
        Words.port(digits)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    scheme
                        + ".proxyPort is not a port. Allowed is a whole number from 1 to 65535."));
    return Optional.of(
        Proxy.of(
            name,
            proxyPort,
            Optional.ofNullable(system.apply(scheme + ".proxyUser")),
            Optional.ofNullable(system.apply(scheme + ".proxyPassword"))));
  }

  private Optional<Proxy> ofSettings(String scheme, String host, int port) {
    if (except.hold(host, port)) {
      return Optional.empty();
    }
    boolean https = scheme.equals("https");
    String own = https ? settings.https() : settings.http();
    if (own != null) {
      String setting =
          https ? "HTTPS_PROXY (chat.llm.proxy.https)" : "HTTP_PROXY (chat.llm.proxy.http)";
      return Optional.of(Proxy.parse(setting, own));
    }
    return Optional.ofNullable(settings.all())
        .map(all -> Proxy.parse("ALL_PROXY (chat.llm.proxy.all)", all));
  }
}
