package reelyard.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Java's own program for keys: the JDK has no call that makes a certificate. */
final class KeyTool {

  private static final int PATIENCE_SECONDS = 120;
  private static final int YEARS_IN_DAYS = 3650;

  /** Names no secret on its command line, which everybody on the host can read. */
  private static final String PASSWORD = "REELYARD_STORE_PASSWORD";

  private KeyTool() {}

  /** Makes a PKCS#12 file with an EC key and a certificate for ten years, signed by itself. */
  static void make(Path store, String alias, String host, String password)
      throws IOException, GeneralSecurityException {
    Path words = Files.createTempFile(store.getParent(), "keytool", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-J-XX:TieredStopAtLevel=1",
            "-J-Duser.language=en",
            "-genkeypair",
            "-alias",
            alias,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-sigalg",
            "SHA256withECDSA",
            "-dname",
            "CN=Reelyard",
            "-validity",
            String.valueOf(YEARS_IN_DAYS),
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass:env",
            PASSWORD);
    String name = alternativeName(host);
    if (name != null) {
      builder.command().addAll(List.of("-ext", "SAN=" + name));
    }
    builder.environment().put(PASSWORD, password);
    builder.redirectErrorStream(true).redirectOutput(words.toFile());
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new GeneralSecurityException("keytool did not end");
      }
      if (process.exitValue() != 0) {
        String said = Files.readString(words, UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
        throw new GeneralSecurityException("keytool said: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("it was interrupted", e);
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(words);
    }
  }

  /** As keytool takes it; null for what it would not. */
  private static String alternativeName(String host) {
    if (host.matches("[0-9.]+") || host.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
      return "ip:" + host;
    }
    return host.matches("[A-Za-z][A-Za-z0-9.-]*") ? "dns:" + host : null;
  }
}
