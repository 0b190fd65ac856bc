package reelyard.ftp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
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

  private static final int KNOCKING = 8;

  private final FtpIoSession session;
  private final DataTerms terms;
  private ServerSocketChannel listening;
  private IdleWatch.Pulse awaited;
  private SocketChannel open;
  private int lentPort;
  private InetSocketAddress address;
  private boolean secure;

  private DataLink(FtpIoSession session, DataTerms terms) {
    this.session = session;
    this.terms = terms;
  }

  /** Gives a new session its link, in place of the server's own. */
  static void give(FtpIoSession session, DataTerms terms) {
    session.setAttribute(ATTRIBUTE, new DataLink(session, terms));
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
    int tries = Math.max(1, terms.ports().portCount());
    while (true) {
      // May wait for one, so not under the lock.
      int port = terms.ports().requestPassivePort();
      if (port < 0) {
        throw new DataConnectionException("no passive port is free");
      }
      try {
        return listen(port);
      } catch (IOException e) {
        terms.ports().releasePassivePort(port);
        if (--tries == 0) {
          throw new DataConnectionException("no port can be listened on", e);
        }
        log.debug("port {} is another program's", port, e);
      }
    }
  }

  private InetSocketAddress listen(int port) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      InetAddress here = ((InetSocketAddress) session.getLocalAddress()).getAddress();
      channel.bind(new InetSocketAddress(here, port), KNOCKING);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    synchronized (this) {
      listening = channel;
      lentPort = port;
      address = (InetSocketAddress) channel.getLocalAddress();
      // Who announces a connection and never comes is not to keep the port.
      awaited = terms.watch().watch(() -> giveUp(channel));
      return address;
    }
  }

  private synchronized void giveUp(ServerSocketChannel channel) {
    if (channel == listening) {
      stopListening();
    }
  }

  /**
   * The client's connection, encrypted when it shall be; to be closed.
   *
   * @param incoming whether the client sends
   * @throws IOException when it does not come, or from elsewhere than its control connection
   */
  ByteChannel open(boolean incoming) throws IOException {
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
    try {
      client = accepted(waiting);
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
    IdleWatch.Pulse pulse = terms.watch().watch(client);
    try {
      Throttle throttle = terms.bandwidth().of(CountedUser.workerOf(session.getUser()));
      return new DataChannel(prepared(client, encrypted, incoming, pulse), pulse, throttle);
    } catch (IOException | RuntimeException e) {
      pulse.close();
      closeDataConnection();
      throw e;
    }
  }

  /** Whoever else knocks is turned away, and does not keep the client from coming. */
  private SocketChannel accepted(ServerSocketChannel waiting) throws IOException {
    InetAddress theirs = ((InetSocketAddress) session.getRemoteAddress()).getAddress();
    while (true) {
      SocketChannel client = waiting.accept();
      InetSocketAddress came = (InetSocketAddress) client.getRemoteAddress();
      if (came != null && came.getAddress().equals(theirs)) {
        return client;
      }
      client.close();
      terms
          .refusals()
          .refused(
              came,
              Refusals.Kind.DATA,
              "a data connection that " + theirs.getHostAddress() + " asked for");
    }
  }

  private ByteChannel prepared(
      SocketChannel client, boolean encrypted, boolean incoming, IdleWatch.Pulse pulse)
      throws IOException {
    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    client.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    pulse.beat();
    if (!encrypted) {
      return client;
    }
    SSLEngine engine = terms.tls().engine();
    TlsChannel channel = new TlsChannel(client, engine);
    if (incoming) {
      channel.handshakeForOnce();
    } else {
      channel.handshake();
    }
    return channel;
  }

  /** For listings; files move through {@link #open}. */
  @Override
  public DataConnection openConnection() throws Exception {
    ByteChannel channel = open(false);
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
      awaited.close();
      close(listening);
      listening = null;
      terms.ports().releasePassivePort(lentPort);
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
