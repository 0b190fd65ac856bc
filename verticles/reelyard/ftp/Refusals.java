package reelyard.ftp;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what was refused and tells of it, one line each; of an address that goes on and on, one
 * line a minute that says how many it stands for.
 */
public final class Refusals {

  private static final Logger log = LoggerFactory.getLogger(Refusals.class);

  /** What is refused, and what one can do about it. */
  public enum Kind {
    LOGIN(
        "a worker whose attempt ended comes once so; if it goes on, somebody tries passwords there"),
    CONNECTION("if it is a worker that needs more, raise the limit in the section %s.limits"),
    COMMAND("nothing of Reelyard does so: look at what runs on that machine"),
    ESCAPE("nothing of Reelyard asks for that: look at what runs on that machine"),
    DATA("data comes from the address of its control connection only: see who connects there");

    private final String cure;

    Kind(String cure) {
      this.cure = cure;
    }
  }

  private static final int LINES_AT_ONCE = 5;
  private static final int LINES_AT_ONCE_IN_ALL = 100;
  private static final int ADDRESSES = 1_000;

  private static final class Lines {
    final Bucket allowed;
    final AtomicLong untold = new AtomicLong();

    Lines(Bucket allowed) {
      this.allowed = allowed;
    }
  }

  private final String section;
  private final TimeMeter meter;
  private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);
  private final Recent<String, Lines> addresses = new Recent<>(ADDRESSES);
  private final Bucket all;

  /** For the server that this section of the configuration describes. */
  public Refusals(String section) {
    this(section, TimeMeter.SYSTEM_NANOTIME);
  }

  Refusals(String section, TimeMeter meter) {
    this.section = section;
    this.meter = meter;
    for (Kind kind : Kind.values()) {
      counts.put(kind, new LongAdder());
    }
    all = lines(LINES_AT_ONCE_IN_ALL);
  }

  /**
   * One more.
   *
   * @param what such as "a login", without anything secret or from the client's own words
   */
  public void refused(SocketAddress client, Kind kind, String what) {
    counts.get(kind).increment();
    Lines lines =
        addresses.of(
            kind + " " + ClientAddress.network(client), key -> new Lines(lines(LINES_AT_ONCE)));
    if (lines.allowed.tryConsume(1) && all.tryConsume(1)) {
      long untold = lines.untold.getAndSet(0);
      log.warn(
          "{} refused {} {}{}: {}",
          section,
          ClientAddress.shown(client),
          what,
          untold == 0 ? "" : " (and " + untold + " more like it before)",
          kind.cure.formatted(section));
    } else {
      lines.untold.incrementAndGet();
    }
  }

  /** How often, since the start. */
  long count(Kind kind) {
    return counts.get(kind).sum();
  }

  /** Sums it up, if there was anything. */
  void end() {
    String sums =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue().sum() > 0)
            .map(entry -> entry.getValue().sum() + " × " + entry.getKey())
            .collect(Collectors.joining(", "));
    if (!sums.isEmpty()) {
      log.info("{} refused while it ran: {}", section, sums.toLowerCase(Locale.ROOT));
    }
  }

  private Bucket lines(int atOnce) {
    return Bucket.builder()
        .withCustomTimePrecision(meter)
        .addLimit(limit -> limit.capacity(atOnce).refillGreedy(1, Duration.ofMinutes(1)))
        .build();
  }
}
