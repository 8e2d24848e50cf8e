package io.chatframe.domain.limit;

import io.chatframe.domain.Visitor;

/**
 * A visitor and the network that her request came from.
 *
 * @param address identifies the network: an IPv4 address, or the first 64 bits of an IPv6 address
 */
public record Caller(Visitor visitor, String address) {
  /** Omits the address. */
  @Override
  public String toString() {
    return "Caller[" + visitor + "]";
  }
}
