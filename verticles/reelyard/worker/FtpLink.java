package reelyard.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPReply;

/** Makes logged-in FTP connections that another thread can cut off at once. */
final class FtpLink {

  private static final int BUFFER_BYTES = 512 * 1024;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Duration DATA = Duration.ofSeconds(60);
  private static final int KEEP_ALIVE_SECONDS = 30;

  private final Sockets sockets = new Sockets();

  /**
   * Connects and logs in. Close it by {@link #close}.
   *
   * @throws FtpRefusal when the server does not let us in for good
   */
  FTPClient open(FtpDoor door) throws IOException {
    FTPClient client = new FTPClient();
    client.setSocketFactory(sockets);
    client.setConnectTimeout((int) CONNECT.toMillis());
    client.setDefaultTimeout((int) CONNECT.toMillis());
    client.setDataTimeout(DATA);
    client.setControlEncoding("UTF-8");
    client.setBufferSize(BUFFER_BYTES);
    // The data connection goes to the same host, whatever address the server thinks it has.
    client.setUseEPSVwithIPv4(true);
    try {
      client.connect(door.host(), door.port());
      client.setSoTimeout((int) ANSWER.toMillis());
      if (!FTPReply.isPositiveCompletion(client.getReplyCode())
          || !client.login(door.user(), door.password())
          || !client.setFileType(FTP.BINARY_FILE_TYPE)) {
        throw FtpRefusal.of(client);
      }
      client.enterLocalPassiveMode();
      return client;
    } catch (IOException | RuntimeException e) {
      close(client);
      throw e;
    }
  }

  /** Ends a connection, politely when it is still in order. */
  void close(FTPClient client) {
    try {
      if (client.isConnected()) {
        client.setSoTimeout((int) Duration.ofSeconds(1).toMillis());
        client.quit();
      }
    } catch (IOException e) {
      // It is given up in any case.
    }
    sockets.closeAll();
  }

  /** Closes all that is open, for good: whoever waits there fails at once. */
  void cut() {
    sockets.forbidden = true;
    sockets.closeAll();
  }

  private static final class Sockets extends SocketFactory {

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean forbidden;

    @Override
    public Socket createSocket() throws IOException {
      open.removeIf(Socket::isClosed);
      Socket socket = new Socket();
      // TCP's own keep-alive, not NOOP: servers answer that after the transfer, and the client's
      // short patience for it would hold for the transfer's final answer, too.
      socket.setKeepAlive(true);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_SECONDS);
      open.add(socket);
      if (forbidden) {
        closeAll();
        throw new IOException("the transfer was stopped");
      }
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw connectsFirst();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
      throw connectsFirst();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw connectsFirst();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw connectsFirst();
    }

    /** The FTP client makes sockets before it connects them, so that it can limit the time. */
    private static UnsupportedOperationException connectsFirst() {
      return new UnsupportedOperationException("sockets are made unconnected here");
    }

    private void closeAll() {
      for (Socket socket : open) {
        try {
          socket.close();
        } catch (IOException e) {
          // Closed as far as it goes.
        }
      }
      open.clear();
    }
  }
}
