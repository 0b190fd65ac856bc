package reelyard.ftp;

import org.apache.ftpserver.impl.DefaultDataConnectionConfiguration;
import org.apache.ftpserver.impl.PassivePorts;

/** Data connections that clients open, from the address of their control connection only. */
public final class PassiveConnections extends DefaultDataConnectionConfiguration {

  private static final String ANY_PORT = "0";

  private final boolean anyPort;

  public PassiveConnections(String host, String ports, int idleSeconds) {
    super(
        idleSeconds,
        null,
        false,
        true,
        null,
        0,
        host,
        new PassivePorts(ports, true),
        null,
        true,
        false);
    anyPort = ports.equals(ANY_PORT);
  }

  /** The standard one warns of each free port that comes back: it never lent that number. */
  @Override
  public synchronized void releasePassivePort(int port) {
    if (!anyPort) {
      super.releasePassivePort(port);
    }
  }
}
