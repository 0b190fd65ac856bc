package reelyard.gateway;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** What counts as one place that programs come from. */
final class Network {

  /** Whoever has one IPv6 address has 2^64 of them. */
  private static final int OWN_BYTES = 8;

  private Network() {}

  /** An IPv4 address, or the first half of an IPv6 one; null for this machine. */
  static String of(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return null;
    }
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), OWN_BYTES))
        : address.getHostAddress();
  }
}
