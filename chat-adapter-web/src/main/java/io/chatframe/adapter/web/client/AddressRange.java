package io.chatframe.adapter.web.client;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A range of IP addresses with a common prefix, as {@code 10.0.0.0/8}, or a single address.
 *
 * @param prefix the number of bits in common
 */
public record AddressRange(InetAddress base, int prefix) {
  /** Reads ranges separated by commas; empty if one of them is not a range. */
  public static Optional<List<AddressRange>> list(String text) {
    List<Optional<AddressRange>> ranges =
        Arrays.stream(text.split(",", -1)).map(String::strip).map(AddressRange::of).toList();
    return ranges.stream().allMatch(Optional::isPresent)
        ? Optional.of(ranges.stream().flatMap(Optional::stream).toList())
        : Optional.empty();
  }

  private static Optional<AddressRange> of(String text) {
    String[] parts = text.split("/", -1);
    Optional<InetAddress> base = Addresses.literal(parts[0]);
    if (base.isEmpty() || parts.length > 2) {
      return Optional.empty();
    }
    int bits = base.get().getAddress().length * 8;
    if (parts.length == 1) {
      return Optional.of(new AddressRange(base.get(), bits));
    }
    return Optional.of(parts[1])
        .filter(prefix -> prefix.matches("[0-9]{1,3}"))
        .map(Integer::valueOf)
        .filter(prefix -> prefix <= bits)
        .map(prefix -> new AddressRange(base.get(), prefix));
  }

  boolean has(InetAddress address) {
    byte[] mine = base.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
