package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import reelyard.FreePort;

/** vsftpd, as good a plain FTP server as there is, with lftp; neither hashes anything. */
final class VsftpdPath implements TransferPath, AutoCloseable {

  private final Path root;
  private final String name;
  private final int port = FreePort.take();
  private final Daemon server;

  /**
   * @param root of all files; visitors see it as /
   */
  VsftpdPath(String name, Path root) throws IOException {
    this.name = name;
    this.root = root;
    Path config =
        Files.writeString(
            root.resolve("vsftpd.conf"),
            """
            listen=YES
            listen_address=127.0.0.1
            listen_port=%d
            background=NO
            anonymous_enable=YES
            no_anon_password=YES
            anon_root=%s
            anon_upload_enable=YES
            anon_other_write_enable=YES
            anon_umask=022
            write_enable=YES
            local_enable=NO
            secure_chroot_dir=%s
            seccomp_sandbox=NO
            xferlog_enable=NO
            """
                .formatted(port, root, Files.createDirectory(root.resolve("nothing"))));
    server = Daemon.start(root.resolve("vsftpd.log"), port, List.of("vsftpd", config.toString()));
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
  public double down(TransferLoad load, Path into) throws IOException {
    return lftp(
        load.isFilm()
            ? "get %s -o %s".formatted(served(load.input()), into.resolve("film.mkv"))
            : "mirror --no-perms %s %s".formatted(served(load.folder()), into));
  }

  @Override
  public double up(TransferLoad load, Path into) throws IOException {
    return lftp(
        load.isFilm()
            ? "put %s -o %s/film.mkv".formatted(load.input(), served(into))
            : "mirror -R --no-perms -P %d %s %s"
                .formatted(load.beside(), load.folder(), served(into)));
  }

  private String served(Path path) {
    return "/" + root.relativize(path);
  }

  private double lftp(String command) {
    return Shell.seconds(
        root.resolve("lftp.log"),
        List.of(
            "lftp",
            "--norc",
            "-c",
            "set cmd:fail-exit yes; open ftp://127.0.0.1:%d; %s".formatted(port, command)));
  }

  @Override
  public void close() {
    server.close();
  }
}
