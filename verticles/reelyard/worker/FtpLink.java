package reelyard.worker;

import java.io.IOException;
import java.time.Duration;
import org.apache.commons.net.ftp.FTPReply;

/** Makes logged-in FTP connections that another thread can cut off at once. */
final class FtpLink {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final FtpSockets sockets = new FtpSockets();
  private PinnedTls tls;

  /**
   * Connects and logs in. Close it by {@link #close}.
   *
   * @throws FtpRefusal when the server does not let us in for good
   * @throws WrongCertificateException when it is not the one that was announced
   */
  DoorClient open(FtpDoor door) throws IOException {
    DoorClient client = new DoorClient();
    client.setSocketFactory(sockets);
    client.setConnectTimeout((int) CONNECT.toMillis());
    client.setDefaultTimeout((int) CONNECT.toMillis());
    client.setControlEncoding("UTF-8");
    // The data connection goes to the same host, whatever address the server thinks it has.
    client.setUseEPSVwithIPv4(true);
    try {
      client.connect(door.host(), door.port());
      client.setSoTimeout((int) ANSWER.toMillis());
      if (!FTPReply.isPositiveCompletion(client.getReplyCode())) {
        throw FtpRefusal.of(client);
      }
      if (door.fingerprint() != null) {
        tls = PinnedTls.of(door);
        client.secure(tls);
      }
      client.enter(door.user(), door.password());
      client.enterLocalPassiveMode();
      return client;
    } catch (IOException | RuntimeException e) {
      close(client);
      throw e;
    }
  }

  /** How many data connections went on with an earlier TLS session. */
  int resumed() {
    return tls == null ? 0 : tls.resumed();
  }

  /** Ends a connection, politely when it is still in order. */
  void close(DoorClient client) {
    try {
      if (client.isConnected()) {
        client.leave();
      }
    } catch (IOException e) {
      // It is given up in any case.
    }
    sockets.closeAll();
  }

  /** Closes all that is open: whoever waits there fails at once. */
  void drop() {
    sockets.closeAll();
  }

  /** Closes all that is open, for good: whoever waits there fails at once. */
  void cut() {
    sockets.forbid();
  }
}
