package reelyard.dropbox;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.message.DropBoxView;
import reelyard.message.DroppedFilm;
import reelyard.message.WatchedFolder;

/**
 * Watches all folders, and has what lies there whole taken, one after the other. Belongs to one
 * thread, that of its first executor; taking happens on the second.
 */
final class DropBox {

  private static final Logger log = LoggerFactory.getLogger(DropBox.class);

  private static final long AWAY_MILLIS = 5_000;
  private static final long REFUSED_MILLIS = 10 * 60_000;

  /** Each refusal in a row makes the wait for the next try longer, up to so many times. */
  private static final int MOST_RESTS = 6;

  private final Map<String, Watched> watched = new HashMap<>();
  private final Intake intake;
  private final Events events;
  private final Executor here;
  private final Executor takes;
  private final LongSupplier clock;
  private final Deque<Wanted> queue = new ArrayDeque<>();
  private boolean taking;
  private long notBefore = Long.MIN_VALUE;
  private String trouble;

  /**
   * @param events null where the file system has none
   * @param clock milliseconds of a clock that never jumps
   */
  DropBox(
      List<Watched> watched,
      Intake intake,
      Events events,
      Executor here,
      Executor takes,
      LongSupplier clock) {
    watched.forEach(folder -> this.watched.put(folder.name(), folder));
    this.intake = intake;
    this.events = events;
    this.here = here;
    this.takes = takes;
    this.clock = clock;
  }

  /** Looks where it is time to; to be called about once a second, on its thread. */
  void tick() {
    Set<Path> alarmed = events == null ? Set.of() : events.poll();
    boolean looked = false;
    for (Watched folder : watched.values()) {
      if (folder.folders().stream().anyMatch(alarmed::contains)) {
        folder.alarm();
      }
      if (folder.isDue(clock.getAsLong())) {
        looked = true;
        long begun = clock.getAsLong();
        for (Find find : folder.look(begun)) {
          queue.add(new Wanted(folder.name(), find, null));
        }
        long ended = clock.getAsLong();
        folder.took(ended, ended - begun);
      }
    }
    if (looked && events != null) {
      List<Path> folders = new ArrayList<>();
      watched.values().forEach(folder -> folders.addAll(folder.folders()));
      events.watch(folders);
    }
    takeNext();
  }

  List<Watched> folders() {
    return watched.values().stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
  }

  /**
   * For people, with what the ledger has of late.
   *
   * @param ftp null when there is none
   */
  DropBoxView view(List<Entry> lately, DropServer ftp) {
    return new DropBoxView(
        folders().stream().map(DropBox::shown).toList(),
        lately.stream().map(DropBox::shown).toList(),
        trouble,
        ftp == null ? null : ftp.url(),
        ftp == null ? null : ftp.certificate());
  }

  private static WatchedFolder shown(Watched folder) {
    Rule rule = folder.rule();
    return new WatchedFolder(
        folder.name(),
        rule.path(),
        rule.output(),
        rule.preset(),
        rule.user(),
        folder.waiting(),
        folder.done(),
        folder.trouble());
  }

  private static DroppedFilm shown(Entry entry) {
    return new DroppedFilm(
        entry.rule(),
        entry.path().toString(),
        entry.stamp().bytes(),
        entry.verdict().name(),
        entry.job(),
        entry.note(),
        entry.atMillis());
  }

  /** Why nothing is taken at the moment, or null. */
  String trouble() {
    return trouble;
  }

  private void takeNext() {
    if (taking || queue.isEmpty() || clock.getAsLong() < notBefore) {
      return;
    }
    taking = true;
    Wanted wanted = queue.poll();
    run(takes, () -> take(wanted));
  }

  private void take(Wanted wanted) {
    try {
      Taking how = intake.take(wanted);
      run(here, () -> done(wanted, how));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("drop box {}: {} broke it", wanted.rule(), Sayable.shown(wanted.find().path()), e);
      run(here, () -> done(wanted, new Taking.Unsettled()));
    }
  }

  private void done(Wanted wanted, Taking how) {
    taking = false;
    Watched folder = watched.get(wanted.rule());
    Path path = wanted.find().path();
    Stamp stamp = wanted.find().stamp();
    long now = clock.getAsLong();
    if (how instanceof Taking.Away away) {
      queue.addFirst(away.wanted());
      notBefore = now + AWAY_MILLIS;
      complain(away.why());
      return;
    }
    if (how instanceof Taking.Unsettled) {
      folder.unsettled(path, stamp, now);
    } else if (how instanceof Taking.Refused refused) {
      recover();
      if (refused.entry().tries() == 1) {
        log.warn(
            "drop box {}: {} is refused: {}; it is tried again {}",
            wanted.rule(),
            Sayable.shown(path),
            Sayable.shown(refused.entry().note()),
            refused.again() ? "now and then" : "when it changes");
      }
      long rest = REFUSED_MILLIS * Math.min(refused.entry().tries(), MOST_RESTS);
      folder.refused(path, stamp, refused.again() ? now + rest : Long.MAX_VALUE);
    } else if (how instanceof Taking.Settled settled) {
      recover();
      tell(wanted, settled.entry());
      folder.over(path, stamp);
    }
    takeNext();
  }

  private static void tell(Wanted wanted, Entry entry) {
    if (entry.verdict() == Verdict.SUBMITTED) {
      log.info(
          "drop box {}: {} is job {}",
          wanted.rule(),
          Sayable.shown(wanted.find().path()),
          entry.job());
    } else {
      log.info(
          "drop box {}: {} is left alone: {}",
          wanted.rule(),
          Sayable.shown(wanted.find().path()),
          entry.note());
    }
  }

  private void complain(String words) {
    if (trouble == null) {
      log.warn("drop box: {}; what was dropped waits", Sayable.shown(words));
    }
    trouble = words;
  }

  private void recover() {
    if (trouble != null) {
      trouble = null;
      log.info("drop box: it goes on");
    }
  }

  private static void run(Executor executor, Runnable action) {
    try {
      executor.execute(action);
    } catch (RejectedExecutionException e) {
      log.debug("stopped", e);
    }
  }
}
