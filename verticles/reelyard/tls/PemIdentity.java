package reelyard.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a certificate and its key from PEM files, and says what is wrong with which. */
final class PemIdentity {

  private static final Logger log = LoggerFactory.getLogger(PemIdentity.class);

  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([\\sA-Za-z0-9+/=]+)-----END PRIVATE KEY-----");

  private final String keys;

  private PemIdentity(String keys) {
    this.keys = keys;
  }

  /**
   * Reads both.
   *
   * @param keys what the configuration's keys begin with, such as "staging.tls"
   * @throws IllegalStateException in one sentence that names the key to change
   */
  static Identity read(String keys, Path certificate, Path key, Instant now) {
    PemIdentity pem = new PemIdentity(keys);
    List<X509Certificate> chain = pem.chain(certificate, now);
    PrivateKey privateKey = pem.key(key, chain.get(0));
    pem.checkPair(privateKey, chain.get(0), certificate);
    Identity identity = new Identity(privateKey, chain);
    if (identity.endsSoon(now)) {
      log.warn(
          "{}.certificate {} expires on {}: renew it before, or no worker can move a film",
          keys,
          certificate,
          identity.ends());
    }
    return identity;
  }

  private List<X509Certificate> chain(Path file, Instant now) {
    List<X509Certificate> chain;
    try {
      chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes("certificate", file)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
    } catch (CertificateException e) {
      throw wrong("certificate", file, "is no certificate in PEM form: give one, own first", e);
    }
    if (chain.isEmpty()) {
      throw wrong("certificate", file, "holds no certificate: give one in PEM form", null);
    }
    Instant from = chain.get(0).getNotBefore().toInstant();
    Instant until = chain.get(0).getNotAfter().toInstant();
    if (now.isBefore(from)) {
      throw wrong("certificate", file, "is valid only from " + from + " on: set the clock", null);
    }
    if (now.isAfter(until)) {
      throw wrong("certificate", file, "expired on " + until + ": renew it", null);
    }
    return chain;
  }

  private PrivateKey key(Path file, X509Certificate certificate) {
    String text = new String(bytes("key", file), ISO_8859_1);
    if (text.contains("ENCRYPTED")) {
      throw wrong(
          "key", file, "is protected by a password: write it without, by openssl pkey", null);
    }
    Matcher pem = PKCS8.matcher(text);
    if (!pem.find()) {
      throw wrong(
          "key",
          file,
          "is no PKCS#8 key in PEM form: convert it by openssl pkcs8 -topk8 -nocrypt",
          null);
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
      return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Not with its cause: that may show some of the key.
      throw wrong("key", file, "is no key of its certificate's kind: give that one", null);
    }
  }

  private void checkPair(PrivateKey key, X509Certificate certificate, Path file) {
    String algorithm = key.getAlgorithm();
    String signing =
        switch (algorithm) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> algorithm;
        };
    try {
      Signature signature = Signature.getInstance(signing);
      byte[] words = signing.getBytes(ISO_8859_1);
      signature.initSign(key);
      signature.update(words);
      byte[] signed = signature.sign();
      signature.initVerify(certificate);
      signature.update(words);
      if (!signature.verify(signed)) {
        throw wrong("certificate", file, "is not that of " + keys + ".key: give its own", null);
      }
    } catch (GeneralSecurityException e) {
      throw wrong("certificate", file, "is not that of " + keys + ".key: give its own", null);
    }
  }

  private byte[] bytes(String name, Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw wrong(
          name,
          file,
          "cannot be read (%s): let %s read it, or give another file"
              .formatted(e.getClass().getSimpleName(), System.getProperty("user.name")),
          e);
    }
  }

  private IllegalStateException wrong(String name, Path file, String why, Exception cause) {
    return new IllegalStateException("%s.%s %s %s".formatted(keys, name, file, why), cause);
  }
}
