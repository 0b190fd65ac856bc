package reelyard.web;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.login.Pass;

/**
 * The open connections, so many at most: one that sends no request, or whose request or answer does
 * not get on, is closed, and so is one whose visitor may no longer be there. Where there are too
 * many, those go whose visitor nobody knows. Belongs to one thread.
 *
 * @param <C> a connection
 */
final class Connections<C> {

  private static final Logger log = LoggerFactory.getLogger(Connections.class);

  private final WebLimits limits;
  private final Map<C, Line> lines = new HashMap<>();
  private final Map<String, Integer> addresses = new HashMap<>();
  private boolean told;

  private static final class Line {
    private final String address;
    private final Runnable cut;
    private long sinceMillis;
    private LongSupplier moved;
    private long lastMoved;
    private Pass pass;
    private boolean wasKnown;

    Line(String address, Runnable cut, long now) {
      this.address = address;
      this.cut = cut;
      this.sinceMillis = now;
    }
  }

  Connections(WebLimits limits) {
    this.limits = limits;
  }

  /**
   * One more.
   *
   * @param client whose connections count together while nobody is known; null for this machine's
   *     own and a proxy's
   * @param cut closes it
   * @return false when it is one too many, and must go
   */
  boolean opened(C connection, String client, Runnable cut, long now) {
    boolean counted = client != null;
    if ((counted && addresses.getOrDefault(client, 0) >= limits.connectionsPerAddress())
        || (lines.size() >= limits.connections() && !makeRoom())) {
      if (!told) {
        told = true;
        log.warn(
            "{} connections are open, and one more from {} is refused: if that is no attack, raise"
                + " web.limits",
            lines.size(),
            client == null ? "this machine" : client);
      }
      return false;
    }
    lines.put(connection, new Line(client, cut, now));
    if (counted) {
      addresses.merge(client, 1, Integer::sum);
    }
    return true;
  }

  /** The one that nobody known has used for longest goes; those of visitors who are known stay. */
  private boolean makeRoom() {
    Optional<Map.Entry<C, Line>> oldest =
        lines.entrySet().stream()
            .filter(entry -> !entry.getValue().wasKnown)
            .min(Comparator.comparingLong(entry -> entry.getValue().sinceMillis));
    oldest.ifPresent(
        entry -> {
          closed(entry.getKey());
          entry.getValue().cut.run();
        });
    return oldest.isPresent();
  }

  void closed(C connection) {
    Line line = lines.remove(connection);
    if (line != null && !line.wasKnown) {
      uncount(line);
    }
    told = told && lines.size() > limits.connections() / 2;
  }

  private void uncount(Line line) {
    if (line.address != null) {
      addresses.computeIfPresent(line.address, (a, count) -> count == 1 ? null : count - 1);
    }
  }

  /**
   * A request has begun.
   *
   * @param moved how many bytes of it and its answer the client moved, or -1 when it need not
   */
  void begun(C connection, LongSupplier moved, long now) {
    Line line = lines.get(connection);
    if (line != null) {
      line.moved = moved;
      line.lastMoved = 0;
      line.sinceMillis = now;
    }
  }

  /** Whose request it is: many may be behind one address, so only strangers count there. */
  void known(C connection, Pass pass) {
    Line line = lines.get(connection);
    if (line != null) {
      line.pass = pass;
      if (!line.wasKnown) {
        line.wasKnown = true;
        uncount(line);
      }
    }
  }

  /** Its request is answered. */
  void ended(C connection, long now) {
    Line line = lines.get(connection);
    if (line != null) {
      line.moved = null;
      line.pass = null;
      line.sinceMillis = now;
    }
  }

  /** Closes what does not get on. */
  void check(long now) {
    for (Line line : List.copyOf(lines.values())) {
      long here = line.moved == null ? 0 : line.moved.getAsLong();
      if (here < 0 || here - line.lastMoved >= least()) {
        line.lastMoved = here;
        line.sinceMillis = now;
      } else if (now - line.sinceMillis >= 1_000L * limits.idleSeconds()) {
        line.cut.run();
      }
    }
  }

  /** So much must move within the time that is allowed; what moves less moves for ever. */
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
