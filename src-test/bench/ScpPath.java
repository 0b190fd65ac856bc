package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import reelyard.FreePort;

/** scp, with an sshd and keys of its own. */
final class ScpPath implements TransferPath, AutoCloseable {

  private final Path folder;
  private final String name;
  private final int port = FreePort.take();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Daemon server;

  /**
   * @param sshd the program; it insists on a full path
   * @param folder for keys and configuration
   */
  ScpPath(String name, Path sshd, Path folder) throws IOException {
    this.name = name;
    this.folder = folder;
    for (String key : List.of("host-key", "own-key")) {
      Path file = folder.resolve(key);
      List<String> keygen =
          List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString());
      Shell.run(folder.resolve("ssh-keygen.log"), keygen);
    }
    Path config =
        Files.writeString(
            folder.resolve("sshd_config"),
            """
            ListenAddress 127.0.0.1
            Port %1$d
            HostKey %2$s/host-key
            AuthorizedKeysFile %2$s/own-key.pub
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            Subsystem sftp internal-sftp
            """
                .formatted(port, folder));
    if (Files.isWritable(Path.of("/run"))) {
      // Where Debian's sshd of root locks its helper up; systemd makes it otherwise.
      Files.createDirectories(Path.of("/run/sshd"));
    }
    List<String> command = List.of(sshd.toString(), "-D", "-e", "-f", config.toString());
    server = Daemon.start(folder.resolve("sshd.log"), port, command);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean startsPrograms() {
    return true;
  }

  @Override
  public double down(TransferLoad load, Path into) {
    return scp("scp.log", List.of("127.0.0.1:" + load.what(), into.toString()));
  }

  @Override
  public double up(TransferLoad load, Path into) {
    if (load.beside() == 1) {
      return scp("scp.log", List.of(load.what().toString(), "127.0.0.1:" + into));
    }
    long begin = System.nanoTime();
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (List<Path> files : load.shares()) {
      List<String> words = new ArrayList<>(files.stream().map(Path::toString).toList());
      words.add("127.0.0.1:" + into);
      String log = "scp-" + running.size() + ".log";
      running.add(CompletableFuture.runAsync(() -> scp(log, words), threads));
    }
    CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    return (System.nanoTime() - begin) / 1e9;
  }

  private double scp(String log, List<String> words) {
    List<String> command = new ArrayList<>(List.of("scp", "-q", "-r", "-P", "" + port));
    command.addAll(List.of("-F", "/dev/null", "-i", folder.resolve("own-key").toString()));
    command.addAll(List.of("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"));
    command.addAll(List.of("-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes"));
    command.addAll(words);
    return Shell.seconds(folder.resolve(log), command);
  }

  @Override
  public void close() {
    threads.shutdown();
    server.close();
  }
}
