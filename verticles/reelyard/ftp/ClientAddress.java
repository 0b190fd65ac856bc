package reelyard.ftp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HexFormat;

/** Where a client comes from, as limits count it and logs show it. */
final class ClientAddress {

  private static final int NETWORK_BYTES = 8;

  private ClientAddress() {}

  /** The address; of IPv6 the /64 network, since whoever has one address there has them all. */
  static String network(SocketAddress client) {
    InetAddress address = address(client);
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
        : shown(client);
  }

  /** Such as 10.0.0.7. */
  static String shown(SocketAddress client) {
    InetAddress address = address(client);
    return address == null ? "a client that is gone" : address.getHostAddress();
  }

  private static InetAddress address(SocketAddress client) {
    return client instanceof InetSocketAddress known ? known.getAddress() : null;
  }
}
