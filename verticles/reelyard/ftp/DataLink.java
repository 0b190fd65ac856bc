package reelyard.ftp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import org.apache.ftpserver.DataConnectionException;
import org.apache.ftpserver.ftplet.DataConnection;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.impl.ServerDataConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.tls.TlsChannel;

/**
 * The data connections of one session, one at a time. Unlike the server's own they are channels,
 * fast and closed by any thread at once, and TLS on them needs no second certificate exchange.
 */
final class DataLink implements ServerDataConnectionFactory {

  private static final Logger log = LoggerFactory.getLogger(DataLink.class);

  private static final String ATTRIBUTE = FtpIoSession.ATTRIBUTE_PREFIX + "data-connection";

  private final FtpIoSession session;
  private final PassiveConnections settings;
  private final IdleWatch watch;
  private final ControlTls tls;
  private ServerSocketChannel listening;
  private SocketChannel open;
  private int lentPort;
  private InetSocketAddress address;
  private boolean secure;

  private DataLink(
      FtpIoSession session, PassiveConnections settings, IdleWatch watch, ControlTls tls) {
    this.session = session;
    this.settings = settings;
    this.watch = watch;
    this.tls = tls;
  }

  /** Gives a new session its link, in place of the server's own. */
  static void give(
      FtpIoSession session, PassiveConnections settings, IdleWatch watch, ControlTls tls) {
    session.setAttribute(ATTRIBUTE, new DataLink(session, settings, watch, tls));
  }

  /** The link of a session. */
  static DataLink of(FtpIoSession session) {
    return (DataLink) session.getAttribute(ATTRIBUTE);
  }

  /** Whether PASV or EPSV came, and no transfer since. */
  synchronized boolean isAwaiting() {
    return listening != null;
  }

  /** Whether bytes move, so that silence on the control connection means nothing. */
  synchronized boolean isOpen() {
    return open != null;
  }

  @Override
  public InetSocketAddress initPassiveDataConnection() throws DataConnectionException {
    closeDataConnection();
    // May wait for one, so not under the lock.
    int port = settings.requestPassivePort();
    if (port < 0) {
      throw new DataConnectionException("no passive port is free");
    }
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        channel.bind(new InetSocketAddress(here(), port), 1);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      synchronized (this) {
        listening = channel;
        lentPort = port;
        address = (InetSocketAddress) channel.getLocalAddress();
        return address;
      }
    } catch (IOException e) {
      settings.releasePassivePort(port);
      throw new DataConnectionException("port " + port + " cannot be listened on", e);
    }
  }

  private InetAddress here() throws UnknownHostException {
    String configured = settings.getPassiveAddress();
    return configured == null
        ? ((InetSocketAddress) session.getLocalAddress()).getAddress()
        : InetAddress.getByName(configured);
  }

  /**
   * The client's connection, encrypted when it shall be; to be closed.
   *
   * @throws IOException when it does not come, or from elsewhere than its control connection
   */
  ByteChannel open() throws IOException {
    ServerSocketChannel waiting;
    boolean encrypted;
    synchronized (this) {
      waiting = listening;
      encrypted = secure;
    }
    if (waiting == null) {
      throw new IOException("no data connection was asked for");
    }
    SocketChannel client;
    try (Closeable watched = watch.watch(waiting)) {
      client = waiting.accept();
    } catch (IOException e) {
      closeDataConnection();
      throw e;
    }
    synchronized (this) {
      if (waiting != listening) {
        client.close();
        throw new IOException("the data connection was given up");
      }
      stopListening();
      open = client;
    }
    IdleWatch.Pulse pulse = watch.watch(client);
    try {
      return new DataChannel(prepared(client, encrypted, pulse), pulse);
    } catch (IOException | RuntimeException e) {
      pulse.close();
      closeDataConnection();
      throw e;
    }
  }

  private ByteChannel prepared(SocketChannel client, boolean encrypted, IdleWatch.Pulse pulse)
      throws IOException {
    InetAddress theirs = ((InetSocketAddress) session.getRemoteAddress()).getAddress();
    InetAddress came = ((InetSocketAddress) client.getRemoteAddress()).getAddress();
    if (!came.equals(theirs)) {
      log.warn(
          "a data connection of {} came from {}: it is refused", theirs, came.getHostAddress());
      throw new IOException("it came from elsewhere");
    }
    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    client.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    pulse.beat();
    if (!encrypted) {
      return client;
    }
    SSLEngine engine = tls.engine();
    TlsChannel channel = new TlsChannel(client, engine);
    channel.handshake();
    return channel;
  }

  /** For listings; files move through {@link #open}. */
  @Override
  public DataConnection openConnection() throws Exception {
    ByteChannel channel = open();
    return new DataConnection() {
      @Override
      public void transferToClient(FtpSession to, String text) throws IOException {
        try (channel) {
          ByteBuffer bytes = UTF_8.encode(text);
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        }
      }

      @Override
      public long transferFromClient(FtpSession from, OutputStream out) {
        throw new UnsupportedOperationException("files move by blocks");
      }

      @Override
      public long transferToClient(FtpSession to, InputStream in) {
        throw new UnsupportedOperationException("files move by blocks");
      }
    };
  }

  /** At once, also while another thread waits for the client or moves bytes. */
  @Override
  public synchronized void closeDataConnection() {
    stopListening();
    if (open != null) {
      close(open);
      open = null;
    }
  }

  private void stopListening() {
    if (listening != null) {
      close(listening);
      listening = null;
      settings.releasePassivePort(lentPort);
    }
  }

  private static void close(Closeable channel) {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("closing a data connection", e);
    }
  }

  @Override
  public void dispose() {
    closeDataConnection();
  }

  @Override
  public synchronized boolean isSecure() {
    return secure;
  }

  @Override
  public synchronized void setSecure(boolean newSecure) {
    secure = newSecure;
  }

  @Override
  public synchronized InetAddress getInetAddress() {
    return address == null ? null : address.getAddress();
  }

  @Override
  public synchronized int getPort() {
    return address == null ? 0 : address.getPort();
  }

  /** The watch sees to that. */
  @Override
  public boolean isTimeout(long now) {
    return false;
  }

  @Override
  public void initActiveDataConnection(InetSocketAddress to) {
    throw new UnsupportedOperationException("the server calls nobody");
  }

  @Override
  public void setServerControlAddress(InetAddress own) {
    // It is the session's.
  }

  @Override
  public boolean isZipMode() {
    return false;
  }

  @Override
  public void setZipMode(boolean zip) {
    throw new UnsupportedOperationException("nothing is compressed");
  }
}
