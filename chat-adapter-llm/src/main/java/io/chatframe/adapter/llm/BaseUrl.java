package io.chatframe.adapter.llm;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the provider is. Only the operator sets it, and not everything is allowed even so. */
record BaseUrl(URI uri) {
  private static final String ALLOWED =
      "Allowed is http://host[:port][/path] or https://host[:port][/path], without user name and"
          + " password, query and fragment, and not a link-local address (169.254.0.0/16,"
          + " fe80::/10).";

  /**
   * Checks what the operator wrote.
   *
   * @param setting as the operator knows it
   * @throws IllegalArgumentException naming the setting, without its value: that may hold a
   *     password
   */
  static BaseUrl parse(String setting, String text) {
    URI uri = uriOf(setting, text);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw refused(setting, "does not begin with http:// or https://");
    }
    if (uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0) {
      throw refused(setting, "contains a user name or password");
    }
    if (uri.getHost() == null || uri.getHost().isEmpty()) {
      throw refused(setting, "names no host");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw refused(setting, "contains a query or a fragment");
    }
    if (isLinkLocal(uri.getHost())) {
      throw refused(setting, "is a link-local address");
    }
    return new BaseUrl(uri);
  }

  String host() {
    return uri.getHost();
  }

  /** The address of {@code path} under the base; slashes at the seam are put right. */
  URI resolve(String path) {
    String base = uri.toString();
    return URI.create((base.endsWith("/") ? base : base + "/") + path);
  }

  boolean hasPath() {
    return uri.getRawPath() != null && uri.getRawPath().length() > 1;
  }

  /** The same host with another path. */
  BaseUrl sibling(String path) {
    return new BaseUrl(uri.resolve("/" + path));
  }

  private static URI uriOf(String setting, String text) {
    try {
      return new URI(text.strip());
    } catch (URISyntaxException _) {
      throw refused(setting, "is not a URL");
    }
  }

  private static boolean isLinkLocal(String host) {
    InetAddress address = literal(host);
    return address != null && address.isLinkLocalAddress();
  }

  private static @Nullable InetAddress literal(String host) {
    try {
      // Also reads the disguises: one decimal number, an IPv4 address mapped into IPv6.
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static IllegalArgumentException refused(String setting, String why) {
    return new IllegalArgumentException(setting + " " + why + ". " + ALLOWED);
  }
}
