package reelyard.ftp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.apache.ftpserver.DataConnectionException;
import org.apache.ftpserver.command.Command;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.impl.FtpServerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PASV and EPSV: opens a port for the client's data connection and says which. */
final class Passive implements Command {

  private static final Logger log = LoggerFactory.getLogger(Passive.class);

  /** RFC 2428's number of IPv4, and that of IPv6. */
  private static final String IPV4 = "1";

  private static final String IPV6 = "2";

  private static final int ANY_PROTOCOL_BUT = 522;
  private static final int CANNOT_OPEN = 425;

  private final boolean extended;
  private final String externalAddress;

  private Passive(boolean extended, String externalAddress) {
    this.extended = extended;
    this.externalAddress = externalAddress;
  }

  /**
   * @param externalAddress the address or name under which clients reach this server, empty when it
   *     is the one that they see
   */
  static Passive pasv(String externalAddress) {
    return new Passive(false, externalAddress);
  }

  /** Says a port only, so needs to know no address. */
  static Passive epsv() {
    return new Passive(true, "");
  }

  @Override
  public void execute(FtpIoSession session, FtpServerContext context, FtpRequest request) {
    session.resetState();
    session.write(extended ? extended(session, request.getArgument()) : plain(session));
  }

  private DefaultFtpReply extended(FtpIoSession session, String argument) {
    String own = here(session) instanceof Inet4Address ? IPV4 : IPV6;
    String asked = argument == null ? own : argument.strip().toUpperCase(Locale.ROOT);
    if (asked.equals("ALL")) {
      return new DefaultFtpReply(200, "EPSV it is.");
    }
    if (!asked.equals(own)) {
      return new DefaultFtpReply(
          ANY_PROTOCOL_BUT, "Data goes the way that this connection came: use (" + own + ").");
    }
    return listening(
        session,
        port -> new DefaultFtpReply(229, "Entering extended passive mode (|||" + port + "|)."));
  }

  private DefaultFtpReply plain(FtpIoSession session) {
    InetAddress shown;
    try {
      // Asked each time: behind a dynamic address, the name goes on to mean another.
      shown = externalAddress.isEmpty() ? here(session) : ipv4(externalAddress);
    } catch (UnknownHostException e) {
      log.warn(
          "no client can use PASV, since {} has no IPv4 address now: correct it, or use clients"
              + " that know EPSV",
          externalAddress);
      return new DefaultFtpReply(CANNOT_OPEN, "The address to tell is not known: use EPSV.");
    }
    if (!(shown instanceof Inet4Address)) {
      return new DefaultFtpReply(CANNOT_OPEN, "PASV has no words for IPv6: use EPSV.");
    }
    String address = shown.getHostAddress().replace('.', ',');
    return listening(
        session,
        port ->
            new DefaultFtpReply(
                227,
                "Entering passive mode (%s,%d,%d).".formatted(address, port >> 8, port & 0xff)));
  }

  private interface Answer {
    DefaultFtpReply with(int port);
  }

  private static DefaultFtpReply listening(FtpIoSession session, Answer answer) {
    try {
      return answer.with(session.getDataConnection().initPassiveDataConnection().getPort());
    } catch (DataConnectionException e) {
      log.debug("no passive port", e);
      return new DefaultFtpReply(
          CANNOT_OPEN, "No port is free for a data connection: try again later.");
    }
  }

  private static InetAddress here(FtpIoSession session) {
    return ((InetSocketAddress) session.getLocalAddress()).getAddress();
  }

  private static InetAddress ipv4(String name) throws UnknownHostException {
    for (InetAddress address : InetAddress.getAllByName(name)) {
      if (address instanceof Inet4Address) {
        return address;
      }
    }
    throw new UnknownHostException(name);
  }
}
