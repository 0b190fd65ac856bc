package reelyard.gateway;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.login.Allowance;
import reelyard.login.Gate;
import reelyard.login.Pass;
import reelyard.login.RefusalLog;
import reelyard.login.Visitor;

/**
 * The lines of all programs, and what they may take together. Who has not logged in makes room for
 * who comes. Belongs to one thread.
 */
final class Lines {

  static final long LOGIN_MILLIS = 15_000;

  private static final int BURST_SECONDS = 10;
  private static final Logger log = LoggerFactory.getLogger(Lines.class);

  private final GatewayLimits limits;
  private final Gate gate;
  private final LongSupplier clock;
  private final Budget budget;
  private final Allowance complaints;
  private final RefusalLog refusals = new RefusalLog();
  private final Set<Line> lines = new LinkedHashSet<>();
  private final Map<String, Integer> networks = new HashMap<>();
  private final Set<Line> gone = new HashSet<>();

  /** By token: of those there are few. */
  private final Map<String, Allowance> paces = new HashMap<>();

  private long unread;

  /**
   * @param gate null where nobody has to log in
   * @param clock milliseconds of a clock that never jumps
   */
  Lines(GatewayLimits limits, Gate gate, LongSupplier clock) {
    this.limits = limits;
    this.gate = gate;
    this.clock = clock;
    this.budget = new Budget(limits.bytes());
    // Anybody can cause them, at any pace.
    this.complaints = new Allowance(0.1, 20, clock.getAsLong());
  }

  /**
   * One more, if there is a place.
   *
   * @param network where it comes from; null for this machine
   */
  Optional<Line> open(Ends ends, String network) {
    if (network != null && networks.getOrDefault(network, 0) >= limits.connectionsPerAddress()) {
      complain(
          "{} is turned away: {} connections come from there (gateway.limits.connectionsPerAddress)",
          ends.whom(),
          limits.connectionsPerAddress());
      return Optional.empty();
    }
    if (lines.size() >= limits.connections()) {
      lines.stream()
          .filter(line -> line.pass() == null)
          .findFirst()
          .ifPresent(stranger -> stranger.cut("others come, and it has not logged in yet"));
    }
    if (lines.size() >= limits.connections()) {
      complain(
          "{} is turned away: the gateway has its {} connections (gateway.limits.connections)",
          ends.whom(),
          limits.connections());
      return Optional.empty();
    }
    Line line = new Line(ends, this, network, gate == null ? Pass.LOCAL : null, now());
    lines.add(line);
    if (network != null) {
      networks.merge(network, 1, Integer::sum);
    }
    return Optional.of(line);
  }

  void closed(Line line) {
    if (lines.remove(line) && line.network() != null) {
      networks.computeIfPresent(line.network(), (n, count) -> count == 1 ? null : count - 1);
    }
  }

  /**
   * Whether it may wait for the answers to what it asked before it went, so that the room they took
   * is free as soon as possible. Each keeps a connection within.
   */
  boolean mayWait(Line line) {
    return gone.size() < limits.connections() && gone.add(line);
  }

  void waited(Line line) {
    gone.remove(line);
  }

  /** Cuts off who did not log in. */
  void check() {
    for (Line line : List.copyOf(lines)) {
      if (line.pass() == null && now() - line.begunMillis() > LOGIN_MILLIS) {
        line.cut("it did not log in within " + LOGIN_MILLIS / 1000 + " s");
      }
    }
  }

  /** What those who are here proved themselves by. */
  Set<Pass> passes() {
    return lines.stream().map(Line::pass).filter(p -> p != null).collect(Collectors.toSet());
  }

  /** Closes the lines of those who may no longer be here. */
  void cut(Set<Pass> ended) {
    for (Line line : List.copyOf(lines)) {
      if (line.pass() != null && ended.contains(line.pass())) {
        line.cut("its token ended");
      }
    }
  }

  /** How much it may say: one allowance for all lines of a token; each line its own without. */
  Allowance pace(Pass pass) {
    return pass.visitor().login() ? paces.computeIfAbsent(pass.key(), key -> newPace()) : newPace();
  }

  private Allowance newPace() {
    int perSecond = limits.messagesPerSecond();
    return new Allowance(perSecond, (double) BURST_SECONDS * perSecond, now());
  }

  /** So many bytes more wait for programs that do not read. */
  void unread(long bytes) {
    unread += bytes;
  }

  /** Once they are too many in all, whoever caused most of it has to go. */
  void cutWhoReadsLeast() {
    if (unread > limits.bytes()) {
      lines.stream()
          .max(Comparator.comparingLong(Line::unread))
          .ifPresent(line -> line.cut("of all it leaves most unread, and that is too much"));
    }
  }

  /**
   * Whether there is room to take in more. Whoever keeps most is sent away once those who are here
   * keep too much; what he said goes on to count until it is answered.
   */
  boolean hasRoom() {
    if (budget.isOverdrawn()) {
      lines.stream()
          .filter(line -> !line.isOver())
          .max(Comparator.comparingLong(Line::kept))
          .ifPresent(Line::sendAway);
    }
    return budget.hasRoom();
  }

  Budget budget() {
    return budget;
  }

  RefusalLog refusals() {
    return refusals;
  }

  void refused(Visitor visitor, String what) {
    refusals.refused(visitor.name() + ", a " + visitor.role().word() + ",", what);
  }

  Gate gate() {
    return gate;
  }

  long now() {
    return clock.getAsLong();
  }

  int size() {
    return lines.size();
  }

  /** A warning, unless there were many of late. */
  void complain(String words, Object... about) {
    if (complaints.take(now())) {
      log.warn(words, about);
    } else {
      log.debug(words, about);
    }
  }
}
