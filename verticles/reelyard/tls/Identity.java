package reelyard.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509KeyManager;

/**
 * A certificate with its chain and its private key: by it a server is known. Never shows the key.
 */
public final class Identity {

  /** Newest first; nothing older is spoken. */
  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  /** With forward secrecy and authenticated encryption, those that processors do fastest first. */
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private static final Duration SOON = Duration.ofDays(14);

  private final PrivateKey key;
  private final List<X509Certificate> chain;

  /**
   * @param chain the server's own certificate first; not empty
   */
  public Identity(PrivateKey key, List<X509Certificate> chain) {
    this.key = key;
    this.chain = List.copyOf(chain);
  }

  /** The server's own certificate. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** The SHA-256 of the server's own certificate, 64 lower-case hexadecimal digits. */
  public String fingerprint() {
    try {
      return fingerprint(certificate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read has a form", e);
    }
  }

  /** The SHA-256 of a certificate, 64 lower-case hexadecimal digits. */
  public static String fingerprint(X509Certificate certificate) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return HexFormat.of().formatHex(digest);
  }

  /** Whether it is time to renew the server's own certificate. */
  public boolean endsSoon(Instant now) {
    return now.plus(SOON).isAfter(ends());
  }

  /** When the server's own certificate ends. */
  public Instant ends() {
    return certificate().getNotAfter().toInstant();
  }

  /** What to speak, for servers and for those who meet them. */
  public static String[] protocols() {
    return PROTOCOLS.toArray(String[]::new);
  }

  /** What to encrypt with, best first. */
  public static String[] ciphers() {
    return CIPHERS.toArray(String[]::new);
  }

  /** A new context with sessions of its own, that shows this certificate and asks for none. */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keyManager()}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /** What shows this certificate. */
  public X509KeyManager keyManager() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("own", key, new char[0], chain.toArray(Certificate[]::new));
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, new char[0]);
      return (X509KeyManager) keys.getKeyManagers()[0];
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java cannot use a key that it read", e);
    }
  }
}
