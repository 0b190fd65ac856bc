package reelyard.dropbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watched folder: says what stopped growing, each thing once for each way in which it stood.
 * Looking takes at most a twentieth of the time. Times are milliseconds of a clock that never
 * jumps.
 */
final class Watched {

  private static final Logger log = LoggerFactory.getLogger(Watched.class);

  /** Between the ends of one look and the next; and at least so many times as long as it took. */
  private static final long REST_MILLIS = 1_000;

  private static final int REST_PER_LOOK = 20;

  private enum Phase {
    GROWING,
    TAKEN_UP,
    OVER
  }

  /** How something stood, since when, and from when on it may be tried again. */
  private record Sight(Stamp stamp, long since, Phase phase, long againAt) {}

  private final String name;
  private final Rule rule;
  private final Finder finder;
  private final long pollMillis;
  private final Map<Path, Stamp> settled;
  private Map<Path, Sight> sights = new HashMap<>();
  private List<Path> folders = List.of();
  private long notBefore = Long.MIN_VALUE;
  private long nextLook = Long.MIN_VALUE;
  private String trouble;

  /**
   * @param settled what was done with before, with the stamps of that time
   */
  Watched(String name, Rule rule, long pollMillis, Map<Path, Stamp> settled) {
    this.name = name;
    this.rule = rule;
    this.finder = new Finder(rule);
    this.pollMillis = pollMillis;
    this.settled = new HashMap<>(settled);
  }

  String name() {
    return name;
  }

  Rule rule() {
    return rule;
  }

  /** The folders that the latest look saw. */
  List<Path> folders() {
    return folders;
  }

  /** Something happened there: look as soon as may be. */
  void alarm() {
    nextLook = Long.MIN_VALUE;
  }

  boolean isDue(long now) {
    return now >= nextLook && now >= notBefore;
  }

  /** What stopped growing since the last look; each is to be answered by one of the below. */
  List<Find> look(long now) {
    nextLook = now + pollMillis;
    Finder.Look look;
    try {
      look = finder.look();
    } catch (IOException e) {
      complain(
          "%s cannot be read (%s): what is dropped there waits until it can"
              .formatted(Sayable.shown(rule.path()), Sayable.shown(e)));
      return List.of();
    }
    recover();
    Upload.sweep(look.uploads(), Instant.now());
    folders = look.folders();
    Map<Path, Sight> seen = new HashMap<>();
    List<Find> whole = new ArrayList<>();
    for (Find find : look.finds()) {
      Sight sight = sight(find, now);
      if (sight.phase == Phase.GROWING) {
        long wholeAt = Math.max(sight.since + rule.settleSeconds() * 1_000L, sight.againAt);
        if (wholeAt <= now) {
          whole.add(find);
          sight = new Sight(sight.stamp, sight.since, Phase.TAKEN_UP, 0);
        } else {
          nextLook = Math.min(nextLook, wholeAt);
        }
      }
      seen.put(find.path(), sight);
    }
    sights = seen;
    return whole;
  }

  /** So long did the latest look take. */
  void took(long now, long millis) {
    notBefore = now + REST_MILLIS + millis * REST_PER_LOOK;
  }

  private Sight sight(Find find, long now) {
    if (find.stamp().equals(settled.get(find.path()))) {
      return new Sight(find.stamp(), now, Phase.OVER, 0);
    }
    Sight known = sights.get(find.path());
    return known != null && (known.stamp.equals(find.stamp()) || known.phase == Phase.TAKEN_UP)
        ? known
        : new Sight(find.stamp(), now, Phase.GROWING, 0);
  }

  /** It was done with, as it stood. */
  void over(Path path, Stamp stamp) {
    settled.put(path, stamp);
    sights.put(path, new Sight(stamp, 0, Phase.OVER, 0));
  }

  /** It was refused, as it stood: not again before this time, or before it changes. */
  void refused(Path path, Stamp stamp, long againAt) {
    Phase phase = againAt == Long.MAX_VALUE ? Phase.OVER : Phase.GROWING;
    sights.put(path, new Sight(stamp, 0, phase, againAt));
    nextLook = Math.min(nextLook, againAt);
  }

  /** It is still being written, or gone. */
  void unsettled(Path path, Stamp stamp, long now) {
    sights.put(path, new Sight(stamp, now, Phase.GROWING, 0));
    nextLook = Math.min(nextLook, now + rule.settleSeconds() * 1_000L);
  }

  /** How many are here that may still be growing, or wait to be taken. */
  long waiting() {
    return sights.values().stream().filter(sight -> sight.phase != Phase.OVER).count();
  }

  long done() {
    return sights.size() - waiting();
  }

  /** Why it cannot be looked at, or null. */
  String trouble() {
    return trouble;
  }

  private void complain(String words) {
    if (!words.equals(trouble)) {
      trouble = words;
      log.warn("drop box {}: {}", name, words);
    }
  }

  private void recover() {
    if (trouble != null) {
      trouble = null;
      log.info("drop box {}: {} can be read again", name, Sayable.shown(rule.path()));
    }
  }
}
