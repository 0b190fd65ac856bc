package reelyard.ftp;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections on which nothing moves for too long. Channels know no time limit of their own:
 * a client that reads no more would hold a thread for ever.
 */
final class IdleWatch {

  private static final Logger log = LoggerFactory.getLogger(IdleWatch.class);

  /** One connection under watch. */
  final class Pulse implements Closeable {

    private final Closeable connection;
    private volatile boolean moved = true;
    private long seenNanos;

    private Pulse(Closeable connection) {
      this.connection = connection;
    }

    /** Something moved. */
    void beat() {
      moved = true;
    }

    /** Watches no more. */
    @Override
    public void close() {
      pulses.remove(this);
    }

    private void look(long nowNanos) {
      if (moved) {
        moved = false;
        seenNanos = nowNanos;
      } else if (nowNanos - seenNanos >= patienceNanos) {
        end();
      }
    }

    private void end() {
      close();
      try {
        connection.close();
      } catch (IOException e) {
        log.debug("closing a connection under watch", e);
      }
    }
  }

  private final long patienceNanos;
  private final Set<Pulse> pulses = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  IdleWatch(long patienceNanos) {
    this.patienceNanos = patienceNanos;
  }

  Pulse watch(Closeable connection) {
    Pulse pulse = new Pulse(connection);
    pulses.add(pulse);
    if (ended) {
      pulse.end();
    }
    return pulse;
  }

  /** Closes what is under watch, and what will be. */
  void end() {
    ended = true;
    pulses.forEach(Pulse::end);
  }

  /** To be called several times within its patience, by one thread. */
  void look(long nowNanos) {
    pulses.forEach(pulse -> pulse.look(nowNanos));
  }
}
