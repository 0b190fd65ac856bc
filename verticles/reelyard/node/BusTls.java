package reelyard.node;

import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The group "cluster.tls" of the configuration: PEM files that encrypt the event bus between
 * processes, each of which proves itself by a certificate of the farm's own authority; all empty
 * for none.
 */
public record BusTls(String certificate, String key, String authority) {

  public static final BusTls NONE = new BusTls("", "", "");

  public BusTls {
    certificate = certificate == null ? "" : certificate;
    key = key == null ? "" : key;
    authority = authority == null ? "" : authority;
    if (Stream.of(certificate, key, authority).map(String::isEmpty).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "certificate, key and authority belong together: set all of them, or none");
    }
  }

  boolean isOn() {
    return !certificate.isEmpty();
  }

  /** Refuses files that cannot be read. */
  void check() throws BadConfigException {
    if (isOn()) {
      readable("certificate", certificate);
      readable("key", key);
      readable("authority", authority);
    }
  }

  /** Nobody without such a certificate is heard or answered. */
  void encrypt(EventBusOptions bus) {
    if (isOn()) {
      bus.setSsl(true)
          .setKeyCertOptions(new PemKeyCertOptions().setCertPath(certificate).setKeyPath(key))
          .setTrustOptions(new PemTrustOptions().addCertPath(authority))
          .setClientAuth(ClientAuth.REQUIRED)
          .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
    }
  }

  private static void readable(String name, String file) throws BadConfigException {
    if (!Files.isReadable(Path.of(file))) {
      throw new BadConfigException(
          "cluster: tls.%s: %s cannot be read: give the path of a PEM file".formatted(name, file));
    }
  }
}
