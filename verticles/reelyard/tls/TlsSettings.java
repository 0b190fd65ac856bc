package reelyard.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Whether a server speaks TLS, and as whom; config/reelyard.yaml explains each key.
 *
 * @param mode auto (unless it listens and is reached on loopback alone), always or never
 * @param certificate a PEM file, the server's own certificate first; empty: one is made
 * @param key a PEM file with its private key
 */
public record TlsSettings(String mode, String certificate, String key) {

  private static final String AUTO = "auto";
  private static final String ALWAYS = "always";
  private static final String NEVER = "never";

  public TlsSettings {
    if (!AUTO.equals(mode) && !ALWAYS.equals(mode) && !NEVER.equals(mode)) {
      throw new IllegalArgumentException("tls.mode must be auto, always or never, not " + mode);
    }
    check("certificate", certificate);
    check("key", key);
    if (certificate.isEmpty() != key.isEmpty()) {
      throw new IllegalArgumentException(
          "tls.certificate and tls.key go together: give both files, or neither to have them made");
    }
  }

  private static void check(String name, String value) {
    if (value == null || !isPath(value)) {
      throw new IllegalArgumentException("tls." + name + " must be a file, or empty");
    }
  }

  private static boolean isPath(String value) {
    try {
      return Path.of(value).getNameCount() >= 0;
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * Who the server is; null when it shall be plain. Blocks; may take seconds where a certificate
   * has to be made.
   *
   * @param section of the configuration that these settings belong to, such as "staging"
   * @param host where it listens
   * @param external where it is reached from outside; empty: where it listens
   * @param folder for what is made, not there yet or as it was left
   * @throws IllegalStateException in one sentence that names the key or the folder to look at
   */
  public Identity identity(String section, String host, String external, Path folder, Instant now) {
    String reached = external.isEmpty() ? host : external;
    boolean stays = isLoopback(host) && isLoopback(reached);
    if (mode.equals(NEVER) || (mode.equals(AUTO) && stays)) {
      return null;
    }
    return certificate.isEmpty()
        ? new OwnCertificate(folder, reached).identity(now)
        : PemIdentity.read(section + ".tls", Path.of(certificate), Path.of(key), now);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
