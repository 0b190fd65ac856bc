package reelyard;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a process that is still to start. Not one of those that the system hands out by
 * itself: until then any connection of any test may have got it.
 */
public final class FreePort {

  private static final int FIRST = 20_000;
  private static final int END = 32_000;

  private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

  private FreePort() {}

  /** One that nobody uses at this moment, and that nobody here has got before. */
  public static int take() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (TAKEN.add(port) && isFree(port)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
