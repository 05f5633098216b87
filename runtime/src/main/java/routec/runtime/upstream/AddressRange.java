package routec.runtime.upstream;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A range of IP addresses, as in {@code 10.0.0.0/8}.
 *
 * @param base an address of it
 * @param bits how many leading bits all have in common
 */
record AddressRange(byte[] base, int bits) {

  /** The range that a text names; empty if it names none. */
  static Optional<AddressRange> of(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
      return Optional.empty();
    }
    int bits = Integer.parseInt(text.substring(slash + 1));
    return address(text.substring(0, slash))
        .filter(base -> bits <= base.length * 8)
        .map(base -> new AddressRange(base, bits));
  }

  /** The address that a text spells; empty for a name, which is never looked up. */
  static Optional<byte[]> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text).getAddress());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static boolean isLoopback(String text) {
    try {
      return InetAddress.ofLiteral(text).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  boolean holds(byte[] address) {
    if (address.length != base.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> i % 8;
      if ((address[i / 8] & mask) != (base[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
