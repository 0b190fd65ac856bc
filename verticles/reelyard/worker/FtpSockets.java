package reelyard.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/** Makes the sockets of FTP connections, and closes all of them at once. */
final class FtpSockets extends SocketFactory {

  private static final int KEEP_ALIVE_SECONDS = 30;

  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean forbidden;

  @Override
  public Socket createSocket() throws IOException {
    open.removeIf(Socket::isClosed);
    Socket socket = SocketChannel.open().socket();
    // TCP's own keep-alive, not NOOP: servers answer that after the transfer, and the client's
    // short patience for it would hold for the transfer's final answer, too.
    socket.setKeepAlive(true);
    socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_SECONDS);
    socket.setTcpNoDelay(true);
    open.add(socket);
    if (forbidden) {
      closeAll();
      throw new IOException("the transfer was stopped");
    }
    return socket;
  }

  @Override
  public Socket createSocket(String host, int hostPort) {
    throw connectsFirst();
  }

  @Override
  public Socket createSocket(String host, int hostPort, InetAddress localHost, int localPort) {
    throw connectsFirst();
  }

  @Override
  public Socket createSocket(InetAddress host, int hostPort) {
    throw connectsFirst();
  }

  @Override
  public Socket createSocket(InetAddress host, int hostPort, InetAddress local, int localPort) {
    throw connectsFirst();
  }

  /** The FTP client makes sockets before it connects them, so that it can limit the time. */
  private static UnsupportedOperationException connectsFirst() {
    return new UnsupportedOperationException("sockets are made unconnected here");
  }

  void closeAll() {
    for (Socket socket : open) {
      try {
        socket.close();
      } catch (IOException e) {
        // Closed as far as it goes.
      }
    }
    open.clear();
  }

  /** Closes all that is open, and opens none any more. */
  void forbid() {
    forbidden = true;
    closeAll();
  }
}
