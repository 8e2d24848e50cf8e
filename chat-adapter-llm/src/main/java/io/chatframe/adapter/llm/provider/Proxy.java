package io.chatframe.adapter.llm.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHost;

/**
 * An HTTP proxy.
 *
 * @param authorization the value of the header that authenticates us, if there is a user
 */
public record Proxy(HttpHost host, Optional<String> authorization) {
  private static final Pattern URL =
      Pattern.compile(
          "(?:([A-Za-z][A-Za-z0-9+.-]*)://)?(?:([^/?#]*)@)?(\\[[0-9A-Fa-f:.]+]|[^:/?#@\\[\\]]+)"
              + "(?::([0-9]{1,5}))?/*");
  private static final String ALLOWED =
      " Allowed is http://[user:password@]host:port; in user and password, signs like @ and / are"
          + " written %40 and %2F. NO_PROXY names the hosts that need none.";

  /**
   * Parses the address of a proxy as curl does: the scheme may be missing.
   *
   * @throws IllegalArgumentException naming the setting, without its value
   */
  static Proxy parse(String setting, String text) {
    Matcher url = URL.matcher(text.strip());
    if (!url.matches()) {
      throw refused(setting, "is not the address of a proxy");
    }
    String scheme = url.group(1) == null ? "http" : url.group(1).toLowerCase(Locale.ROOT);
    if (scheme.startsWith("socks")) {
      throw refused(setting, "names a SOCKS proxy, which is not supported");
    }
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw refused(setting, "is not the address of a proxy");
    }
    int port =
        url.group(4) == null
            ? (scheme.equals("https") ? 443 : 80)
            : Words.port(url.group(4))
                .orElseThrow(() -> refused(setting, "names a port that is not from 1 to 65535"));
    Optional<String> user = Optional.ofNullable(url.group(2)).filter(given -> !given.isEmpty());
    return new Proxy(
        new HttpHost(scheme, url.group(3).replaceAll("[\\[\\]]", ""), port),
        user.map(written -> basic(setting, written)));
  }

  /** Creates a proxy with separate user and password. */
  static Proxy of(String host, int port, Optional<String> user, Optional<String> password) {
    return new Proxy(
        new HttpHost("http", host, port),
        user.map(name -> basic(name + ":" + password.orElse(""))));
  }

  private static String basic(String setting, String written) {
    try {
      String plain = URLDecoder.decode(written.replace("+", "%2B"), UTF_8);
      return basic(plain.contains(":") ? plain : plain + ":");
    } catch (IllegalArgumentException _) {
      throw refused(setting, "has a % in user or password that begins no escape; write it %25");
    }
  }

  private static String basic(String userAndPassword) {
    return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(UTF_8));
  }

  private static IllegalArgumentException refused(String setting, String why) {
    return new IllegalArgumentException(setting + " " + why + "." + ALLOWED);
  }

  /** Without user and password. */
  @Override
  public String toString() {
    return host.toURI();
  }
}
