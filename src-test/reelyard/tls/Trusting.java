package reelyard.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client that takes one certificate alone, or any. */
public final class Trusting implements X509TrustManager {

  private final String fingerprint;

  private Trusting(String fingerprint) {
    this.fingerprint = fingerprint;
  }

  /** Takes the certificate of this SHA-256 only. */
  public static SSLContext only(String fingerprint) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Trusting(fingerprint)}, null);
    return context;
  }

  /** Takes any certificate. */
  public static SSLContext anyone() throws GeneralSecurityException {
    return only(null);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    throw new CertificateException("clients show none");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    try {
      if (fingerprint != null && !Identity.fingerprint(chain[0]).equals(fingerprint)) {
        throw new CertificateException("another certificate");
      }
    } catch (GeneralSecurityException e) {
      throw new CertificateException(e);
    }
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
