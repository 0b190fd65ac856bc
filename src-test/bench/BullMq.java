package bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import reelyard.FreePort;

/**
 * BullMQ on a Redis of its own that writes every command to the disk before it answers; both live
 * in a folder that is deleted with all else of the build.
 */
final class BullMq implements AutoCloseable {

  private static final List<String> OWN_FILES =
      List.of("package.json", "package-lock.json", "add.js");
  private static final int CONNECT_MILLIS = 200;
  private static final int CONNECT_TRIES = 50;

  private final Path folder;
  private final int port = FreePort.take();
  private Process redis;

  private BullMq(Path folder) {
    this.folder = folder;
  }

  /** What this machine lacks to run it, in words; empty when nothing. */
  static String lacking() {
    List<String> missing =
        List.of("redis-server", "node", "npm").stream().filter(name -> !runs(name)).toList();
    return missing.isEmpty()
        ? ""
        : "BullMQ is left out, because %s is missing; type: sudo apt-get install -y redis-server npm"
            .formatted(String.join(" and ", missing));
  }

  private static boolean runs(String program) {
    try {
      Process process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Installs BullMQ in its pinned version and starts Redis. */
  static BullMq start(Path home, Path folder) throws IOException {
    BullMq peer = new BullMq(Files.createDirectories(folder));
    Path source = home.resolve("src-test/bench/bullmq");
    for (String file : OWN_FILES) {
      Files.copy(source.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Shell.run(
        folder.resolve("npm.log"),
        List.of(
            "npm",
            "install",
            "--prefix",
            folder.toString(),
            "--ignore-scripts",
            "--omit=optional",
            "--no-audit",
            "--no-fund"));
    peer.startRedis();
    return peer;
  }

  private void startRedis() throws IOException {
    Path data = folder.resolve("redis");
    QueueFarm.empty(data);
    redis =
        new ProcessBuilder(
                List.of(
                    "redis-server",
                    "--bind",
                    "127.0.0.1",
                    "--port",
                    String.valueOf(port),
                    "--dir",
                    data.toString(),
                    "--appendonly",
                    "yes",
                    "--appendfsync",
                    "always",
                    "--save",
                    ""))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("redis.log").toFile())
            .start();
    for (int i = 0; i < CONNECT_TRIES; i++) {
      if (answers()) {
        return;
      }
      Pause.millis(CONNECT_MILLIS);
    }
    close();
    throw new IOException("Redis did not start; see " + folder.resolve("redis.log"));
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Jobs a second, in so many requests of so many jobs, of which so many are under way at once. */
  double perSecond(int requests, int jobsEach, int inFlight) throws IOException {
    Process adding =
        new ProcessBuilder(
                List.of(
                    "node",
                    folder.resolve("add.js").toString(),
                    String.valueOf(port),
                    String.valueOf(requests),
                    String.valueOf(jobsEach),
                    String.valueOf(inFlight)))
            .redirectError(folder.resolve("node.log").toFile())
            .start();
    try (InputStream said = adding.getInputStream()) {
      String figure = new String(said.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (figure.isEmpty()) {
        throw new IOException("BullMQ did not add its jobs; see " + folder.resolve("node.log"));
      }
      return Double.parseDouble(figure);
    } finally {
      adding.destroy();
    }
  }

  @Override
  public void close() {
    redis.destroy();
    try {
      if (!redis.waitFor(10, TimeUnit.SECONDS)) {
        redis.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
