package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Every way to move files that this machine has, each with its server running. */
final class TransferHouse implements AutoCloseable {

  static final String RAW = "raw socket, sendfile";
  static final String PLAIN = "Reelyard";
  static final String ENCRYPTED = "Reelyard, FTPS";
  static final String UNHASHED = "Reelyard without hashing";
  static final String VSFTPD = "vsftpd with lftp";
  static final String SCP = "scp";

  private final Path folder;
  private final List<TransferPath> paths = new ArrayList<>();
  private final Deque<Runnable> running = new ArrayDeque<>();
  private final JavaProcess client;
  private final JavaProcess plain;

  /**
   * @param home where Reelyard's sources are
   * @param folder for all that is written
   */
  TransferHouse(Path home, Path folder) throws IOException {
    this.folder = folder;
    String classPath = System.getProperty("java.class.path");
    Path config = TransferFarm.config(folder);
    client = client("client", classPath, config);
    JavaProcess raw =
        kept(JavaProcess.talking(folder.resolve("raw.log"), classPath, RawTransfer.class));
    paths.add(JavaPath.raw(RAW, raw, client));
    plain = staging("plain", classPath, config, Map.of());
    paths.add(JavaPath.staging(PLAIN, "plain", plain, client));
    JavaProcess encrypted =
        staging("encrypted", classPath, config, Map.of("REELYARD_STAGING_TLS_MODE", "always"));
    paths.add(JavaPath.staging(ENCRYPTED, "encrypted", encrypted, client));
    unhashed(home);
    neighbours();
  }

  /** A farm of its own, for both of its ends leave the hashing out. */
  private void unhashed(Path home) throws IOException {
    String classPath = Unhashed.classPath(home, Files.createDirectory(folder.resolve("unhashed")));
    Path config = TransferFarm.config(folder);
    JavaProcess worker = client("unhashed-client", classPath, config);
    JavaProcess staging = staging("unhashed", classPath, config, Map.of());
    paths.add(JavaPath.staging(UNHASHED, "unhashed", staging, worker));
  }

  private JavaProcess client(String log, String classPath, Path config) throws IOException {
    Path file = folder.resolve(log + ".log");
    return kept(JavaProcess.talking(file, classPath, TransferClient.class, config.toString()));
  }

  private JavaProcess staging(
      String name, String classPath, Path config, Map<String, String> settings) throws IOException {
    Path log = folder.resolve(name + ".log");
    Map<String, String> all = new HashMap<>(settings);
    // One process stands for the fifty workers of a crowd.
    all.put("REELYARD_STAGING_LIMITS_CONNECTIONSPERWORKER", "200");
    return kept(JavaProcess.staging(log, classPath, config, name, all));
  }

  private void neighbours() throws IOException {
    Path vsftpd = program("vsftpd");
    if (vsftpd == null || program("lftp") == null) {
      System.out.println("without vsftpd: install vsftpd and lftp to have it beside");
    } else if (!System.getProperty("user.name").equals("root")) {
      System.out.println("without vsftpd: it serves to root alone");
    } else {
      VsftpdPath path = new VsftpdPath(VSFTPD, folder);
      running.push(path::close);
      paths.add(path);
    }
    Path sshd = program("sshd");
    if (sshd == null || program("scp") == null) {
      System.out.println(
          "without scp: install openssh-server and openssh-client to have it beside");
    } else {
      ScpPath path = new ScpPath(SCP, sshd, Files.createDirectory(folder.resolve("ssh")));
      running.push(path::close);
      paths.add(path);
    }
  }

  private static Path program(String name) {
    return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
        .map(place -> Path.of(place, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  private JavaProcess kept(JavaProcess process) {
    running.push(process::close);
    return process;
  }

  List<TransferPath> paths() {
    return paths;
  }

  /** The worker's process, whose transfers are hashed. */
  JavaProcess client() {
    return client;
  }

  /** The staging that does not encrypt. */
  JavaProcess plain() {
    return plain;
  }

  /** What our own processes have cost so far does not count. */
  void forget() {
    own().forEach(JavaPath::forget);
  }

  private List<JavaPath> own() {
    return paths.stream().filter(JavaPath.class::isInstance).map(JavaPath.class::cast).toList();
  }

  void printProcessor() {
    System.out.println(
        "\n| processor per GiB of one file | server, down | worker, down | server, up"
            + " | worker, up |");
    System.out.println("|---|---|---|---|---|");
    own().forEach(path -> System.out.println(path.processor()));
  }

  /** Milliseconds that a quarter of the small results took at most, each, in the best round. */
  double quickestUp(String path) {
    return own().stream()
        .filter(own -> own.name().equals(path))
        .mapToDouble(JavaPath::quickestUp)
        .min()
        .orElseThrow();
  }

  void printParts() {
    System.out.println("\n| a small result waits for | its door | FTP | its commit |");
    System.out.println("|---|---|---|---|");
    own().stream().map(JavaPath::parts).filter(Objects::nonNull).forEach(System.out::println);
  }

  @Override
  public void close() {
    while (!running.isEmpty()) {
      running.pop().run();
    }
  }
}
