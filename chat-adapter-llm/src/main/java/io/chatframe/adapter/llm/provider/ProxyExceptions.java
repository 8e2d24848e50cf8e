package io.chatframe.adapter.llm.provider;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that are reached without a proxy, in the form of {@code NO_PROXY}: domains with their
 * subdomains, addresses, each with or without a port, ranges of addresses, or a star for all hosts.
 */
record ProxyExceptions(List<String> entries) {
  /** Parses a list separated by commas or white space. */
  static ProxyExceptions parse(@Nullable String text) {
    return new ProxyExceptions(
        text == null
            ? List.of()
            : Arrays.stream(text.toLowerCase(Locale.ROOT).split("[,\\s]+", -1))
                .filter(entry -> !entry.isEmpty())
                .toList());
  }

  /** Parses the JDK's {@code http.nonProxyHosts}. */
  static ProxyExceptions ofJdk(String text) {
    return new ProxyExceptions(
        Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\|", -1))
            .map(String::strip)
            .filter(entry -> !entry.isEmpty())
            .toList());
  }

  boolean hold(String host, int port) {
    String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    return entries.stream().anyMatch(entry -> holds(entry, name, port));
  }

  private static boolean holds(String entry, String host, int port) {
    if (entry.equals("*")) {
      return true;
    }
    if (entry.contains("/")) {
      return isInRange(entry, host);
    }
    String name = entry;
    if (entry.matches("\\[.*](?::[0-9]+)?|[^:]*:[0-9]+")) {
      int colon = entry.lastIndexOf(':');
      boolean hasPort = entry.indexOf(']') < colon;
      if (hasPort && !entry.substring(colon + 1).equals(String.valueOf(port))) {
        return false;
      }
      name = hasPort ? entry.substring(0, colon) : entry;
    }
    name = name.replaceAll("[\\[\\]]", "");
    InetAddress address = LocalHosts.literal(name);
    return address == null ? isNamed(name, host) : address.equals(LocalHosts.literal(host));
  }

  /** A star may stand at either end; a domain includes its subdomains. */
  private static boolean isNamed(String name, String host) {
    if (name.startsWith("*") && !name.startsWith("*.")) {
      return host.endsWith(name.substring(1));
    }
    if (name.endsWith("*")) {
      return host.startsWith(name.substring(0, name.length() - 1));
    }
    String domain = name.replaceFirst("^\\*?\\.", "").replaceFirst("\\.$", "");
    return host.equals(domain) || host.endsWith("." + domain);
  }

  private static boolean isInRange(String range, String host) {
    int slash = range.indexOf('/');
    InetAddress network = LocalHosts.literal(range.substring(0, slash).replaceAll("[\\[\\]]", ""));
    InetAddress address = LocalHosts.literal(host);
    String length = range.substring(slash + 1);
    if (network == null || address == null || !length.matches("[0-9]{1,3}")) {
      return false;
    }
    byte[] a = network.getAddress();
    byte[] b = address.getAddress();
    int rest = a.length * 8 - Integer.parseInt(length);
    return a.length == b.length
        && rest >= 0
        && new BigInteger(1, a).shiftRight(rest).equals(new BigInteger(1, b).shiftRight(rest));
  }
}
