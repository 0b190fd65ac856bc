package reelyard.tls;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate that this host makes for itself at its first start, and keeps; nobody vouches for
 * it but the fingerprint that others are told. Made anew a month before it ends; two starts at the
 * same time agree on one.
 */
final class OwnCertificate {

  private static final Logger log = LoggerFactory.getLogger(OwnCertificate.class);

  private static final String ALIAS = "reelyard";
  private static final String UNFINISHED = ".new-";
  private static final Duration A_MONTH = Duration.ofDays(30);

  private final Path folder;
  private final String host;

  /**
   * @param folder holds nothing else
   */
  OwnCertificate(Path folder, String host) {
    this.folder = folder;
    this.host = host;
  }

  /**
   * Reads or makes it.
   *
   * @throws IllegalStateException in one sentence that names the folder
   */
  Identity identity(Instant now) {
    // The file's lock keeps other processes out, but no other threads of this one.
    synchronized (OwnCertificate.class) {
      return alone(now);
    }
  }

  private Identity alone(Instant now) {
    try {
      Files.createDirectories(folder.toAbsolutePath().getParent());
      try (FileChannel lock = FileChannel.open(beside(".lock"), CREATE, WRITE)) {
        lock.lock();
        return readOrMade(now);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "the certificate in %s cannot be read or made (%s): delete that folder, and let %s write there"
              .formatted(folder, words(e), System.getProperty("user.name")),
          e);
    }
  }

  private Path beside(String ending) {
    return folder.toAbsolutePath().resolveSibling(folder.getFileName() + ending);
  }

  private Identity readOrMade(Instant now) throws IOException, GeneralSecurityException {
    sweep();
    if (Files.notExists(store(folder))) {
      make();
    }
    Identity identity = read();
    if (now.plus(A_MONTH).isAfter(identity.ends())) {
      log.info("the certificate in {} ends soon: it is made anew", folder);
      delete(folder);
      make();
      identity = read();
    }
    return identity;
  }

  /** Who was killed while it made one left a private key behind. */
  private void sweep() throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    try (DirectoryStream<Path> unfinished =
        Files.newDirectoryStream(
            parent,
            path -> path.getFileName().toString().startsWith(folder.getFileName() + UNFINISHED))) {
      for (Path left : unfinished) {
        delete(left);
      }
    }
  }

  private static String words(Exception e) {
    return e instanceof FileSystemException || e.getMessage() == null
        ? e.getClass().getSimpleName()
        : e.getMessage();
  }

  private Identity read() throws IOException, GeneralSecurityException {
    char[] password = Files.readString(password(folder)).strip().toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store(folder))) {
      store.load(in, password);
    }
    PrivateKey key = (PrivateKey) store.getKey(ALIAS, password);
    if (key == null) {
      throw new GeneralSecurityException("it holds no key");
    }
    List<X509Certificate> chain =
        Arrays.stream(store.getCertificateChain(ALIAS)).map(X509Certificate.class::cast).toList();
    return new Identity(key, chain);
  }

  /** Both files appear at once, or none does. */
  private void make() throws IOException, GeneralSecurityException {
    Path made =
        Files.createTempDirectory(
            folder.toAbsolutePath().getParent(), folder.getFileName() + UNFINISHED);
    try {
      byte[] random = new byte[16];
      new SecureRandom().nextBytes(random);
      String password = HexFormat.of().formatHex(random);
      Files.createFile(
          password(made),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(password(made), password);
      KeyTool.make(store(made), ALIAS, host, password);
      Files.setPosixFilePermissions(store(made), PosixFilePermissions.fromString("rw-------"));
      Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
      log.info("a certificate for {} was made in {}", host, folder);
    } finally {
      delete(made);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static Path store(Path folder) {
    return folder.resolve("certificate.p12");
  }

  private static Path password(Path folder) {
    return folder.resolve("password");
  }
}
