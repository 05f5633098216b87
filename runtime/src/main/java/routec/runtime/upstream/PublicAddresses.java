package routec.runtime.upstream;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses belong to the public Internet: those that no special-purpose registry of IANA
 * (RFC 6890 and later) sets apart for something else.
 */
final class PublicAddresses {
  private static final List<Block> NOT_PUBLIC =
      blocks(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // shared by carriers
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local, with the metadata of clouds
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // relays of 6to4
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, and broadcast
          "2001::/23", // protocol assignments, with Teredo
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4, which holds any IPv4 address
          "3fff::/20"); // documentation

  /** All of IPv6 that is given out; loopback, link-local, unique local, mapped lie outside. */
  private static final Block GLOBAL_UNICAST = Block.of("2000::/3");

  /** An IPv4 address as networks without IPv4 reach it (RFC 6052). */
  private static final Block TRANSLATED = Block.of("64:ff9b::/96");

  private PublicAddresses() {}

  static boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (TRANSLATED.contains(bytes)) {
      return contains(ipv4(Arrays.copyOfRange(bytes, 12, 16)));
    }
    boolean given = address instanceof Inet4Address || GLOBAL_UNICAST.contains(bytes);
    return given && NOT_PUBLIC.stream().noneMatch(block -> block.contains(bytes));
  }

  private static InetAddress ipv4(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append(text.isEmpty() ? "" : ".").append(b & 0xFF);
    }
    return InetAddress.ofLiteral(text.toString());
  }

  private static List<Block> blocks(String... texts) {
    return Arrays.stream(texts).map(Block::of).toList();
  }

  /** Addresses that begin with the same bits. */
  private record Block(InetAddress first, int bits) {
    static Block of(String text) {
      int slash = text.indexOf('/');
      return new Block(
          InetAddress.ofLiteral(text.substring(0, slash)),
          Integer.parseInt(text.substring(slash + 1)));
    }

    boolean contains(byte[] address) {
      byte[] mine = first.getAddress();
      if (mine.length != address.length) {
        return false;
      }
      int whole = bits / 8;
      int rest = bits % 8;
      int mask = rest == 0 ? 0 : 0xFF << (8 - rest) & 0xFF;
      return Arrays.equals(mine, 0, whole, address, 0, whole)
          && (rest == 0 || (mine[whole] & mask) == (address[whole] & mask));
    }
  }
}
