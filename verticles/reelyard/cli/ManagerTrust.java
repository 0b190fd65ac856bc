package reelyard.cli;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import reelyard.tls.Identity;
import reelyard.tls.PinnedTrust;

/**
 * Which certificate a manager may show: one alone, known by its SHA-256, or one that an authority
 * vouches for and that names the manager's host. Remembers why another was not accepted.
 */
final class ManagerTrust extends X509ExtendedTrustManager {

  private final boolean pinned;
  private final X509ExtendedTrustManager judge;
  private volatile String refused;

  private ManagerTrust(boolean pinned, X509ExtendedTrustManager judge) {
    this.pinned = pinned;
    this.judge = judge;
  }

  /**
   * @param fingerprint 64 hexadecimal digits; empty for the authorities that Java trusts
   */
  static ManagerTrust of(String fingerprint) {
    return fingerprint.isEmpty() ? new ManagerTrust(false, authorities()) : inOne(fingerprint);
  }

  /**
   * For ways without encryption: Java's own store of authorities takes time to read, for nothing.
   */
  static ManagerTrust inNobody() {
    return inOne("");
  }

  /** For asking who is there, without telling anything. */
  static ManagerTrust inAnybody() {
    return new ManagerTrust(false, new AnyTrust());
  }

  private static ManagerTrust inOne(String fingerprint) {
    return new ManagerTrust(true, new PinnedTrust(fingerprint));
  }

  private static X509ExtendedTrustManager authorities() {
    try {
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init((KeyStore) null);
      return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java trusts no authorities", e);
    }
  }

  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[0], new TrustManager[] {this}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /** Why the manager's certificate was not accepted, and what to do about it; empty if it was. */
  Optional<String> refused() {
    return Optional.ofNullable(refused);
  }

  /** Asked with the connection at hand, which tells the host. */
  private interface Question {
    void ask() throws CertificateException;
  }

  private void judge(X509Certificate[] chain, Question question) throws CertificateException {
    try {
      question.ask();
    } catch (CertificateException e) {
      refused =
          "its certificate is not trusted: "
              + (pinned
                  ? "it is another than managerCertificate names, so somebody may be in between, or"
                      + " the manager has a new one"
                  : "nobody vouches for it (" + e.getMessage() + ")")
              + "; if the manager's log tells the SHA-256 "
              + shown(chain)
              + ", set managerCertificate (REELYARD_MANAGERCERTIFICATE) to that";
      throw e;
    }
  }

  /** As browsers show it, and the manager's log. */
  private static String shown(X509Certificate[] chain) throws CertificateException {
    try {
      return Identity.fingerprint(chain[0]).toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
    } catch (CertificateException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new CertificateException(e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    judge(chain, () -> judge.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    judge(chain, () -> judge.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    judge(chain, () -> judge.checkServerTrusted(chain, type));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    judge.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    judge.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    judge.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }
}
