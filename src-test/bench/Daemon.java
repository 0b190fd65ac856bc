package bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that is not ours, on a port of this machine, as long as it is open. */
final class Daemon implements AutoCloseable {

  private static final int TRIES = 500;
  private static final int END_SECONDS = 10;

  private final Process process;

  private Daemon(Process process) {
    this.process = process;
  }

  /**
   * Returns when the port answers.
   *
   * @param log for what it says
   * @throws IOException when it does not come
   */
  static Daemon start(Path log, int port, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    for (int i = 0; i < TRIES && process.isAlive(); i++) {
      try (Socket there = new Socket()) {
        there.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new Daemon(process);
      } catch (IOException e) {
        Pause.millis(20);
      }
    }
    process.destroyForcibly();
    throw new IOException(command.get(0) + " did not start; see " + log);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
