package reelyard.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
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

/**
 * Which certificate a manager may show: one alone, known by its SHA-256, or one that an authority
 * vouches for and that names the manager's host.
 */
final class ManagerTrust extends X509ExtendedTrustManager {

  private final String fingerprint;
  private final X509ExtendedTrustManager authorities;
  private volatile String refused;

  private ManagerTrust(String fingerprint, X509ExtendedTrustManager authorities) {
    this.fingerprint = fingerprint;
    this.authorities = authorities;
  }

  /**
   * @param fingerprint 64 hexadecimal digits, also with colons; empty for authorities
   * @param authority a PEM file; empty for those whom Java trusts
   */
  static ManagerTrust of(String fingerprint, String authority) throws CommandFailure {
    String digits = fingerprint.replace(":", "").toLowerCase(Locale.ROOT);
    if (!digits.isEmpty()) {
      return new ManagerTrust(digits, null);
    }
    try {
      return new ManagerTrust(null, authorities(authority.isEmpty() ? null : store(authority)));
    } catch (GeneralSecurityException | IOException e) {
      throw CommandFailure.usage(
          "managerAuthority: %s holds no certificates in PEM form that can be read (%s)"
              .formatted(authority, e.getMessage()));
    }
  }

  /** For ways without encryption: Java's own store takes time to read, for nothing. */
  static ManagerTrust inNobody() {
    return new ManagerTrust("", null);
  }

  private static KeyStore store(String file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + store.size(), each);
      }
    }
    if (store.size() == 0) {
      throw new CertificateException("it is empty");
    }
    return store;
  }

  private static X509ExtendedTrustManager authorities(KeyStore storeOrNull)
      throws GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(storeOrNull);
    return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
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

  /** Goes through the question of the JDK with the connection at hand, which tells the host. */
  private interface Question {
    void ask() throws CertificateException;
  }

  private void check(X509Certificate[] chain, Question authority) throws CertificateException {
    String shown = shown(chain);
    if (fingerprint != null) {
      if (!fingerprint.equals(shown)) {
        refused =
            "its certificate is another than managerFingerprint names (SHA-256 %s): somebody may be"
                    .formatted(colons(shown))
                + " in between, or the manager has a new one; compare it with what the manager's"
                + " log says";
        throw new CertificateException(refused);
      }
      return;
    }
    try {
      authority.ask();
    } catch (CertificateException e) {
      refused =
          "nobody vouches for its certificate (%s): if the manager's log names this SHA-256, set the"
                  .formatted(e.getMessage())
              + " key managerFingerprint (or REELYARD_MANAGERFINGERPRINT) to "
              + colons(shown);
      throw e;
    }
  }

  /** As browsers show it, and the manager's log. */
  private static String colons(String fingerprint) {
    return fingerprint.toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
  }

  private static String shown(X509Certificate[] chain) throws CertificateException {
    try {
      return Identity.fingerprint(chain[0]);
    } catch (CertificateException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new CertificateException(e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, () -> authorities.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, () -> authorities.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type)
      throws CertificateException {
    check(chain, () -> authorities.checkServerTrusted(chain, type));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities == null ? new X509Certificate[0] : authorities.getAcceptedIssuers();
  }
}
