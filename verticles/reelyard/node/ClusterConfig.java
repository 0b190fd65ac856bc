package reelyard.node;

import java.util.List;

/** The section "cluster" of the configuration; config/reelyard.yaml explains each key. */
public record ClusterConfig(
    String host, int port, int portCount, int busPort, List<String> members, BusTls tls) {

  public ClusterConfig {
    if (!MemberAddress.isHost(host)) {
      throw new IllegalArgumentException("host must be a name or an IP address, not " + host);
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port must be 1 to 65535, not " + port);
    }
    if (portCount < 1 || portCount > 100) {
      throw new IllegalArgumentException("portCount must be 1 to 100, not " + portCount);
    }
    if (port + portCount - 1 > 65535) {
      throw new IllegalArgumentException(
          "port + portCount - 1 must be at most 65535, not " + (port + portCount - 1));
    }
    if (busPort < 0 || busPort > 65535) {
      throw new IllegalArgumentException("busPort must be 0 to 65535, not " + busPort);
    }
    members = List.copyOf(members);
    tls = tls == null ? BusTls.NONE : tls;
    for (String member : members) {
      MemberAddress address = MemberAddress.parse(member);
      if (MemberAddress.isLoopback(host) && !MemberAddress.isLoopback(address.host())) {
        throw new IllegalArgumentException(
            "host "
                + host
                + " cannot reach the member "
                + member
                + ": set host to the address of this machine that the other members can reach");
      }
    }
  }

  /** The same with another host and bus port. */
  ClusterConfig with(String otherHost, int otherBusPort) {
    return new ClusterConfig(otherHost, port, portCount, otherBusPort, members, tls);
  }

  /** Where to look for members: every port of the range where none is given. */
  List<MemberAddress> candidates() {
    return members.stream()
        .map(MemberAddress::parse)
        .flatMap(member -> member.candidates(port, portCount))
        .distinct()
        .toList();
  }
}
