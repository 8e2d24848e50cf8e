package io.chatframe.adapter.web.client;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IP addresses as text. */
final class Addresses {
  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([^\\]]*)](?::[0-9]*)?|([0-9.]+):[0-9]*");

  private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[\\w.-]+)?");
  private static final int NETWORK_BYTES = 8;

  private Addresses() {}

  /** Reads an address, but never a name: that would be looked up. */
  static Optional<InetAddress> literal(String text) {
    if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text.replaceFirst("%.*", "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Reads an address that may have a port, and brackets if it is of IPv6. */
  static Optional<InetAddress> withPort(String text) {
    Matcher matcher = WITH_PORT.matcher(text);
    if (!matcher.matches()) {
      return literal(text);
    }
    return literal(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
  }

  /**
   * The network of a client: an IPv4 address, or the first 64 bits of an IPv6 address, because a
   * client has as many of the rest as it likes.
   */
  static String network(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.getHostAddress();
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address has 16 bytes", e);
    }
  }
}
