package bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Waits for servers that say nothing when they are ready. */
final class Ports {

  private static final int TRIES = 500;

  private Ports() {}

  /**
   * Returns when the port of this machine answers.
   *
   * @throws IOException naming the server when it does not come
   */
  static void await(int port, Process server, String name) throws IOException {
    for (int i = 0; i < TRIES && server.isAlive(); i++) {
      try (Socket there = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        Pause.millis(20);
      }
    }
    throw new IOException("no answer from " + name);
  }
}
