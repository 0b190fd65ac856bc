package reelyard.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/**
 * Trusts one server, known by its certificate's SHA-256 alone.
 *
 * @param fingerprint 64 lower-case hexadecimal digits
 */
public record PinnedTrust(String fingerprint) implements X509TrustManager {

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    try {
      if (!fingerprint.equals(Identity.fingerprint(chain[0]))) {
        throw new CertificateException("not the certificate that was announced");
      }
    } catch (GeneralSecurityException e) {
      throw e instanceof CertificateException told ? told : new CertificateException(e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
