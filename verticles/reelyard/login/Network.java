package reelyard.login;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * What counts as one client: an address of IPv4, or the 64 bits before an address of IPv6, of which
 * each household has more than there are people.
 */
public final class Network {

  private static final Pattern NUMERIC = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
  private static final int NETWORK_BYTES = 8;

  private Network() {}

  /** Whether it is an address and no name, so that nobody has to be asked for it. */
  public static boolean isNumeric(String text) {
    return NUMERIC.matcher(text).matches() && (text.contains(":") || text.contains("."));
  }

  /** The address without the zone that IPv6 may have, such as fe80::1 of fe80::1%eth0. */
  public static String plain(String address) {
    return address.replaceFirst("%.*", "");
  }

  /**
   * The client's; what is no numeric address stays as it is.
   *
   * @param address such as 10.0.0.1 or fe80::1%eth0
   */
  public static String of(String address) {
    String plain = plain(address);
    if (!plain.contains(":") || !isNumeric(plain)) {
      return plain;
    }
    try {
      // Numeric, so nobody is asked for a name. IPv4 in IPv6's clothes comes out as IPv4.
      InetAddress numeric = InetAddress.getByName(plain);
      if (!(numeric instanceof Inet6Address)) {
        return numeric.getHostAddress();
      }
      byte[] bytes = numeric.getAddress();
      StringBuilder network = new StringBuilder();
      for (int i = 0; i < NETWORK_BYTES; i += 2) {
        int group = ((bytes[i] & 0xff) << Byte.SIZE) | (bytes[i + 1] & 0xff);
        network.append(Integer.toHexString(group)).append(':');
      }
      return network + ":/64";
    } catch (UnknownHostException e) {
      return plain;
    }
  }
}
