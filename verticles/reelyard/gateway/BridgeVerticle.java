package reelyard.gateway;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.bridge.BridgeOptions;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.eventbus.bridge.tcp.TcpEventBusBridge;
import java.nio.file.Path;
import reelyard.address.Permits;
import reelyard.address.Permits.Permit;

/**
 * The Vert.x TCP event bus bridge, on a Unix socket for the gateway alone, and on a thread of its
 * own, so that a large message there holds up nobody at the door.
 */
final class BridgeVerticle extends VerticleBase {

  private final Path socket;
  private TcpEventBusBridge bridge;

  BridgeVerticle(Path socket) {
    this.socket = socket;
  }

  @Override
  public Future<?> start() {
    bridge = TcpEventBusBridge.create(vertx, permitted());
    return bridge.listen(SocketAddress.domainSocketAddress(socket.toString()));
  }

  private static BridgeOptions permitted() {
    BridgeOptions options = new BridgeOptions();
    for (Permit permit : Permits.ALL) {
      PermittedOptions address = new PermittedOptions().setAddressRegex(permit.address().pattern());
      switch (permit.way()) {
        case SEND -> options.addInboundPermitted(address);
        case HEAR -> options.addOutboundPermitted(address);
      }
    }
    return options;
  }

  @Override
  public Future<?> stop() {
    return bridge.close();
  }
}
