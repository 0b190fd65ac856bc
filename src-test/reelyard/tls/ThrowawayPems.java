package reelyard.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;

/** A certificate, signed by its own key, and that key, as PEM files. */
public record ThrowawayPems(Path certificate, Path key) {

  private static final String PASSWORD = "throw-away";

  public static ThrowawayPems in(Path folder) throws Exception {
    Path store = folder.resolve("keys.p12");
    KeyTool.make(store, "own", "127.0.0.1", PASSWORD);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return new ThrowawayPems(
        pem(folder.resolve("cert.pem"), "CERTIFICATE", keys.getCertificate("own").getEncoded()),
        pem(
            folder.resolve("key.pem"),
            "PRIVATE KEY",
            keys.getKey("own", PASSWORD.toCharArray()).getEncoded()));
  }

  private static Path pem(Path file, String kind, byte[] bytes) throws Exception {
    String lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(bytes);
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, lines, kind));
  }
}
