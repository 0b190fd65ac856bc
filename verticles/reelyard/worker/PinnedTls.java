package reelyard.worker;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** TLS with one server, which is known by its certificate's SHA-256 alone. */
final class PinnedTls {

  /**
   * TLS 1.2 resumes a session as often as one likes, 1.3 wants a ticket of the server for each data
   * connection.
   */
  private static final String[] PROTOCOLS = {"TLSv1.2"};

  private final FtpDoor door;
  private final SSLSocketFactory sockets;
  private int resumed;

  PinnedTls(FtpDoor door) {
    this.door = door;
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Pin(door.fingerprint())}, null);
      this.sockets = context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /**
   * TLS over a connection. A session is found again by host and port, and the port is the control
   * connection's for all of them: {@link FtpSockets} says so.
   */
  SSLSocket over(Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket) sockets.createSocket(plain, door.host(), door.port(), true);
    socket.setEnabledProtocols(PROTOCOLS);
    long before = System.currentTimeMillis();
    try {
      socket.startHandshake();
    } catch (SSLException e) {
      throw e.getCause() instanceof CertificateException ? new WrongCertificateException(e) : e;
    }
    if (socket.getSession().getCreationTime() < before) {
      resumed++;
    }
    return socket;
  }

  /** How many connections went on with an earlier one's session. */
  int resumed() {
    return resumed;
  }

  private record Pin(String fingerprint) implements X509TrustManager {

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      if (!fingerprint.equals(sha256(chain[0]))) {
        throw new CertificateException("not the certificate that was announced");
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("this is no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }

    private static String sha256(X509Certificate certificate) throws CertificateException {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return HexFormat.of().formatHex(digest);
      } catch (NoSuchAlgorithmException e) {
        throw new CertificateException(e);
      }
    }
  }
}
