package reelyard.ftp;

import java.util.concurrent.TimeUnit;
import org.apache.ftpserver.impl.DefaultDataConnectionConfiguration;
import org.apache.ftpserver.impl.PassivePorts;

/** Data connections that clients open, from the address of their control connection only. */
public final class PassiveConnections extends DefaultDataConnectionConfiguration {

  private final PortRange ports;
  private final long waitNanos;

  /**
   * They come to the address that the control connection came to.
   *
   * @param ports a port, a range such as 15900-15999, or 0 for any free port
   * @param externalAddress the address or name at which clients see this machine; empty when that
   *     is its own
   */
  public PassiveConnections(String ports, String externalAddress, Limits limits) {
    super(
        limits.dataIdleSeconds(),
        null,
        false,
        true,
        null,
        0,
        null,
        new PassivePorts("0", false),
        externalAddress,
        true,
        false);
    this.ports = new PortRange(ports);
    this.waitNanos = TimeUnit.SECONDS.toNanos(limits.portSeconds());
  }

  /** -1 when none comes back in time. Not synchronized: who waits is not to stop who gives back. */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public int requestPassivePort() {
    return ports.lend(waitNanos);
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public void releasePassivePort(int port) {
    ports.giveBack(port);
  }

  /** How many ports there are; 0 when any will do. */
  int portCount() {
    return ports.size();
  }
}
