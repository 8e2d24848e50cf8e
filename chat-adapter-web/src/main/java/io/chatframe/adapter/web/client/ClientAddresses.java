package io.chatframe.adapter.web.client;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines the network that a request comes from: that of the connection, or if the connection
 * comes from a trusted proxy, the one that the proxy names in a header. Anyone can write the
 * header, so only what trusted proxies have added to its end counts. Thread-safe.
 */
public final class ClientAddresses {
  private static final Logger log = LoggerFactory.getLogger(ClientAddresses.class);

  /** The header of RFC 7239; all others contain addresses alone. */
  private static final String STANDARD = "Forwarded";

  private static final String ATTRIBUTE = ClientAddresses.class.getName();

  private final List<AddressRange> trusted;
  private final String header;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * @param trusted the proxies whose header counts
   * @param header the name of the header that the proxies set
   */
  public ClientAddresses(List<AddressRange> trusted, String header) {
    this.trusted = List.copyOf(trusted);
    this.header = header;
  }

  /** The network, as an IPv4 address or as {@code 2001:db8:0:0:0:0:0:0/64}. */
  public String network(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String known) {
      return known;
    }
    String peer = request.getRemoteAddr();
    String network =
        Addresses.literal(peer)
            .map(address -> Addresses.network(client(address, request)))
            .orElse(peer);
    request.setAttribute(ATTRIBUTE, network);
    return network;
  }

  private InetAddress client(InetAddress peer, HttpServletRequest request) {
    List<String> named = named(request);
    if (!isTrusted(peer)) {
      if (!named.isEmpty() && peer.isSiteLocalAddress()) {
        tell(peer);
      }
      return peer;
    }
    InetAddress nearest = peer;
    for (String name : named.reversed()) {
      Optional<InetAddress> address = Addresses.withPort(name);
      if (address.isEmpty()) {
        break;
      }
      nearest = address.get();
      if (!isTrusted(nearest)) {
        break;
      }
    }
    return nearest;
  }

  /** The addresses that the header names, the client's first. */
  private List<String> named(HttpServletRequest request) {
    Stream<String> values = Collections.list(request.getHeaders(header)).stream();
    return values
        .flatMap(value ->
            header.equalsIgnoreCase(STANDARD)
                ? ForwardedHeader.clients(value).stream()
                : Stream.of(value.split(",")).map(String::strip).filter(name -> !name.isEmpty()))
        .toList();
  }

  private boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(range -> range.has(address));
  }

  /** Says once what most probably is a proxy that nobody has declared. */
  private void tell(InetAddress peer) {
    if (told.compareAndSet(false, true)) {
      log.warn(
          "A request from {} has a {} header. If that is your proxy, set TRUSTED_PROXIES to its"
              + " address; until then all its visitors share the limits of one address",
          peer.getHostAddress(),
          header);
    }
  }
}
