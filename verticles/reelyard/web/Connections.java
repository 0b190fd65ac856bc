package reelyard.web;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.login.Pass;

/**
 * The open connections, so many at most: one that sends no request, or whose request does not get
 * on, is closed, and so is one whose visitor may no longer be there. Belongs to one thread.
 *
 * @param <C> a connection
 */
final class Connections<C> {

  private static final Logger log = LoggerFactory.getLogger(Connections.class);

  private final WebLimits limits;
  private final boolean countsAddresses;
  private final Map<C, Line> lines = new HashMap<>();
  private final Map<String, Integer> addresses = new HashMap<>();
  private boolean told;

  private static final class Line {
    private final String address;
    private final Runnable cut;
    private long sinceMillis;
    private LongSupplier received;
    private long lastReceived;
    private Pass pass;

    Line(String address, Runnable cut, long now) {
      this.address = address;
      this.cut = cut;
      this.sinceMillis = now;
    }
  }

  /**
   * @param countsAddresses whether an address stands for a client, as it does not behind a proxy
   */
  Connections(WebLimits limits, boolean countsAddresses) {
    this.limits = limits;
    this.countsAddresses = countsAddresses;
  }

  /**
   * One more.
   *
   * @param address of the client; null for this machine's own
   * @param cut closes it
   * @return false when it is one too many, and must go
   */
  boolean opened(C connection, String address, Runnable cut, long now) {
    boolean counted = countsAddresses && address != null;
    if (lines.size() >= limits.connections()
        || (counted && addresses.getOrDefault(address, 0) >= limits.connectionsPerAddress())) {
      if (!told) {
        told = true;
        log.warn(
            "{} connections are open, and one more from {} is refused: if that is no attack, raise"
                + " web.limits",
            lines.size(),
            address);
      }
      return false;
    }
    String client = counted ? address : null;
    lines.put(connection, new Line(client, cut, now));
    if (counted) {
      addresses.merge(client, 1, Integer::sum);
    }
    return true;
  }

  void closed(C connection) {
    Line line = lines.remove(connection);
    if (line != null && line.address != null) {
      addresses.computeIfPresent(line.address, (a, count) -> count == 1 ? null : count - 1);
    }
    told = told && lines.size() > limits.connections() / 2;
  }

  /**
   * A request has begun.
   *
   * @param received how many bytes of it are here, or -1 when it is whole
   */
  void begun(C connection, LongSupplier received, long now) {
    Line line = lines.get(connection);
    if (line != null) {
      line.received = received;
      line.lastReceived = 0;
      line.sinceMillis = now;
    }
  }

  /** Whose request it is. */
  void known(C connection, Pass pass) {
    Line line = lines.get(connection);
    if (line != null) {
      line.pass = pass;
    }
  }

  /** Its request is answered. */
  void ended(C connection, long now) {
    Line line = lines.get(connection);
    if (line != null) {
      line.received = null;
      line.pass = null;
      line.sinceMillis = now;
    }
  }

  /** Closes what does not get on. */
  void check(long now) {
    for (Line line : List.copyOf(lines.values())) {
      long here = line.received == null ? 0 : line.received.getAsLong();
      if (here < 0 || here - line.lastReceived >= least()) {
        line.lastReceived = here;
        line.sinceMillis = now;
      } else if (now - line.sinceMillis >= 1_000L * limits.idleSeconds()) {
        line.cut.run();
      }
    }
  }

  /** So much of a body must come within the time that is allowed; who sends less sends for ever. */
  private long least() {
    return 1_024L * limits.idleSeconds();
  }

  /** What those who are waiting for an answer, or hear what happens, proved themselves by. */
  Set<Pass> passes() {
    Set<Pass> passes = new HashSet<>();
    lines.values().stream().map(line -> line.pass).filter(p -> p != null).forEach(passes::add);
    return passes;
  }

  /** Closes the connections of those who may no longer be there. */
  void cut(Set<Pass> ended) {
    for (Line line : List.copyOf(lines.values())) {
      if (line.pass != null && ended.contains(line.pass)) {
        log.info("{} may no longer be here: a connection is cut", line.pass.visitor().name());
        line.cut.run();
      }
    }
  }

  int size() {
    return lines.size();
  }
}
