package reelyard.node.probe;

import com.hazelcast.core.Hazelcast;
import io.vertx.core.Future;

/** An echo whose Hazelcast shuts itself down once it is up. */
public final class Forsaken extends Echo {

  @Override
  public Future<?> start() {
    vertx.setTimer(50, timer -> new Thread(Hazelcast::shutdownAll, "gives up").start());
    return super.start();
  }
}
