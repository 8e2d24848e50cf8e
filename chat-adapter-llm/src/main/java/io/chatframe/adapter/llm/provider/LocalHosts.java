package io.chatframe.adapter.llm.provider;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Distinguishes hosts of the local machine and network from the internet, by name alone. */
final class LocalHosts {
  private static final List<String> ENDINGS =
      List.of(".localhost", ".local", ".internal", ".lan", ".home.arpa", ".localdomain");

  private LocalHosts() {}

  /**
   * Whether a host is this machine or one nearby: a loopback or private address, a name without a
   * dot, as in container networks, or a name under a suffix that the internet does not have.
   */
  static boolean isLocal(String host) {
    InetAddress address = literal(host);
    if (address != null) {
      return address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || address.isSiteLocalAddress()
          || isUniqueLocal(address)
          || isShared(address);
    }
    String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    return !name.contains(".") || ENDINGS.stream().anyMatch(name::endsWith);
  }

  static boolean isLoopback(String host) {
    InetAddress address = literal(host);
    String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    return address == null
        ? name.equals("localhost") || name.endsWith(".localhost")
        : address.isLoopbackAddress() || address.isAnyLocalAddress();
  }

  static boolean isLinkLocal(String host) {
    InetAddress address = literal(host);
    return address != null && address.isLinkLocalAddress();
  }

  /** The address of a host that is written as one; null for a name. */
  static @Nullable InetAddress literal(String host) {
    try {
      // Also accepts disguises: a single decimal number, an IPv4 address mapped to IPv6.
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /** RFC 4193: fc00::/7. */
  private static boolean isUniqueLocal(InetAddress address) {
    return address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC;
  }

  /** RFC 6598: 100.64.0.0/10, which overlay networks use. */
  private static boolean isShared(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
  }
}
