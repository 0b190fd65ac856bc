package reelyard.node;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A member as people write it: a name or an IP address, with or without a port (0: none). */
record MemberAddress(String host, int port) {

  private static final Pattern NAME =
      Pattern.compile("(?!-)[A-Za-z0-9-]{1,63}(\\.(?!-)[A-Za-z0-9-]{1,63})*");

  // All digits, dots and dashes: an address, or a range such as 10.0.0.1-7, which we do not take.
  private static final Pattern NUMERIC = Pattern.compile("[0-9.-]+");

  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");

  private static final Pattern IPV6 =
      Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f.]*");

  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)\\](?::(\\d{1,5}))?");

  private static final Pattern PLAIN = Pattern.compile("([^:]*)(?::(\\d{1,5}))?");

  static MemberAddress parse(String text) {
    Matcher bracketed = BRACKETED.matcher(text);
    if (bracketed.matches() && IPV6.matcher(bracketed.group(1)).matches()) {
      return new MemberAddress(bracketed.group(1), port(text, bracketed.group(2)));
    }
    if (IPV6.matcher(text).matches()) {
      return new MemberAddress(text, 0);
    }
    Matcher plain = PLAIN.matcher(text);
    if (plain.matches() && isHost(plain.group(1))) {
      return new MemberAddress(plain.group(1), port(text, plain.group(2)));
    }
    throw new IllegalArgumentException(
        "members must be host, host:port, an IPv6 address or [IPv6]:port, not " + text);
  }

  static boolean isHost(String text) {
    if (NUMERIC.matcher(text).matches()) {
      return IPV4.matcher(text).matches();
    }
    return NAME.matcher(text).matches() || IPV6.matcher(text).matches();
  }

  static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
  }

  private static int port(String text, String digits) {
    if (digits == null) {
      return 0;
    }
    int port = Integer.parseInt(digits);
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("members must have ports 1 to 65535, not " + text);
    }
    return port;
  }

  /** This member, or each that it may be when it came without a port. */
  Stream<MemberAddress> candidates(int firstPort, int portCount) {
    return port == 0
        ? IntStream.range(firstPort, firstPort + portCount)
            .mapToObj(p -> new MemberAddress(host, p))
        : Stream.of(this);
  }
}
