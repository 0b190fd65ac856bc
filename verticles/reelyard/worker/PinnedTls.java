package reelyard.worker;

import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import reelyard.tls.PinnedTrust;
import reelyard.tls.TlsChannel;

/** TLS with one server, which is known by its certificate's SHA-256 alone. */
final class PinnedTls {

  /**
   * TLS 1.2 resumes a session as often as one likes, 1.3 wants a ticket of the server for each data
   * connection.
   */
  private static final String[] PROTOCOLS = {"TLSv1.2"};

  private final FtpDoor door;
  private final SSLContext context;
  private final SSLSocketFactory sockets;
  private int resumed;

  PinnedTls(FtpDoor door) {
    this.door = door;
    try {
      context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new PinnedTrust(door.fingerprint())}, null);
      sockets = context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  boolean isOf(FtpDoor other) {
    return door.host().equals(other.host())
        && door.port() == other.port()
        && door.fingerprint().equals(other.fingerprint());
  }

  /** TLS over the control connection. */
  SSLSocket over(Socket plain) throws IOException {
    SSLSocket socket = (SSLSocket) sockets.createSocket(plain, door.host(), door.port(), true);
    socket.setEnabledProtocols(PROTOCOLS);
    try {
      socket.startHandshake();
      return socket;
    } catch (SSLException e) {
      throw told(e);
    }
  }

  /**
   * TLS over a data connection. It goes on with the control connection's session, which is found by
   * host and port: by the control connection's port.
   */
  TlsChannel over(SocketChannel plain) throws IOException {
    SSLEngine engine = context.createSSLEngine(door.host(), door.port());
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(PROTOCOLS);
    TlsChannel channel = new TlsChannel(plain, engine);
    long before = System.currentTimeMillis();
    try {
      channel.handshake();
    } catch (IOException e) {
      plain.close();
      throw e instanceof SSLException refused ? told(refused) : e;
    }
    if (engine.getSession().getCreationTime() < before) {
      resumed++;
    }
    return channel;
  }

  private static IOException told(SSLException e) {
    return e.getCause() instanceof CertificateException ? new WrongCertificateException(e) : e;
  }

  /** How many data connections went on with an earlier session. */
  int resumed() {
    return resumed;
  }
}
