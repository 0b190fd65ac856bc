package reelyard.staging.undo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.message.AttemptId;
import reelyard.message.JobId;
import reelyard.model.Receipt;

/**
 * Lets proven results take the places of their sources, and brings the sources back. Wherever the
 * process is killed, either the original or the result stands under the name, and {@link #recover}
 * finishes what was begun or takes it back. Blocks; safe to use from several threads.
 */
public final class UndoBins {

  private static final Logger log = LoggerFactory.getLogger(UndoBins.class);

  /** What is known of a result that took its source's place. */
  public record Known(String root, Receipt receipt) {}

  private final Steps steps;
  private final Pointers pointers;
  private final LongSupplier clock;

  /**
   * @param state where it is kept which bins there are
   * @param clock milliseconds since 1970
   */
  public UndoBins(Path state, LongSupplier clock) {
    this(state, clock, () -> {});
  }

  UndoBins(Path state, LongSupplier clock, Runnable afterStep) {
    this.steps = new Steps(afterStep);
    this.pointers = new Pointers(state, steps);
    this.clock = clock;
  }

  /**
   * Finds out whether this film could be replaced, without touching it.
   *
   * @throws IOException when not
   */
  public synchronized void check(Path film) throws IOException {
    Steps.checkSync(film.getParent());
    Bin bin = new Bin(film.getParent(), steps.fleeting());
    bin.sweep();
    int names = Bin.names(film);
    if (names > 1) {
      throw new RefusedStepException(
          "has %d names (hard links), so replacing one would free no space: remove the others first"
              .formatted(names));
    }
    bin.open();
    try {
      bin.tryLink(film);
    } catch (IOException e) {
      bin.closeIfEmpty();
      throw e;
    }
    bin.closeIfEmpty();
  }

  /**
   * Puts the result into the original's place, and the original into the bin.
   *
   * @throws RefusedStepException when the original is not what was handed out, or a name is taken
   * @throws IOException when it did not work; all is as before then, as far as can be told
   */
  public synchronized void replace(Replacement wanted) throws IOException {
    Bin bin = new Bin(wanted.original().getParent(), steps);
    bin.sweep();
    unchanged(wanted);
    Entry entry =
        new Entry(
            wanted.attempt(),
            Entry.State.BEGUN,
            name(wanted.original()),
            wanted.originalMark(),
            name(wanted.result()),
            FileMark.of(wanted.part()),
            name(wanted.part()),
            wanted.root(),
            wanted.receipt(),
            clock.getAsLong());
    bin.checkOurs();
    pointers.put(entry.attempt(), bin.films());
    Swap swap = new Swap(bin, entry, steps);
    try {
      bin.open();
      bin.keep(entry);
      swap.forth();
      bin.keep(entry.with(Entry.State.DONE));
    } catch (IOException e) {
      settle(entry.attempt(), Swap::afterFailure);
      if (e instanceof RefusedStepException || !swap.resultStands()) {
        throw e;
      }
      log.warn("{} stands, though a step of its replacement failed: {}", wanted.result(), e);
    }
  }

  private static void unchanged(Replacement wanted) throws IOException {
    if (!wanted.originalMark().isOf(wanted.original())) {
      throw new RefusedStepException(
          "was changed since it was handed out, so its result is another film's: submit it again");
    }
    int names = Bin.names(wanted.original());
    if (names > 1) {
      throw new RefusedStepException(
          "got %d names (hard links) since it was handed out: remove the others, and retry the job"
              .formatted(names));
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /** What is known of the result of this attempt; null when it took no source's place. */
  public synchronized Known known(AttemptId attempt) throws IOException {
    Path films = pointers.films(attempt);
    Entry entry = films == null ? null : new Bin(films, steps).entry(attempt);
    return entry == null ? null : new Known(entry.root(), entry.receipt());
  }

  /**
   * Brings back the original that this job's result replaced, and returns its path. Asked again, it
   * says the same again.
   *
   * @throws RefusedStepException when that cannot be
   */
  public synchronized Path undo(JobId job) throws IOException {
    for (AttemptId attempt : pointers.of(job)) {
      Bin bin = new Bin(pointers.films(attempt), steps);
      Entry entry = bin.entry(attempt);
      if (entry != null && !isSettled(entry)) {
        settle(attempt, Swap::settled);
        entry = bin.entry(attempt);
      }
      if (entry != null && !isSettled(entry)) {
        throw new RefusedStepException(
            "has a replacement that broke off and cannot be settled (staging's log tells why):"
                + " mend that, and try again");
      }
      if (entry != null && entry.state() == Entry.State.UNDONE) {
        return bin.films().resolve(entry.original());
      }
      if (entry != null && entry.state() == Entry.State.DONE) {
        return undo(bin, entry);
      }
    }
    throw new RefusedStepException(
        "has no original in an undo bin: it replaced nothing, or it was too long ago"
            + " (staging.replace.undoDays)");
  }

  private Path undo(Bin bin, Entry entry) throws IOException {
    Swap swap = new Swap(bin, entry, steps);
    swap.checkBack();
    bin.keep(entry.with(Entry.State.UNDOING));
    try {
      swap.back();
      bin.keep(entry.with(Entry.State.UNDONE));
    } catch (IOException e) {
      settle(entry.attempt(), Swap::settled);
      Entry now = bin.entry(entry.attempt());
      if (now == null || now.state() != Entry.State.UNDONE) {
        throw e;
      }
    }
    return bin.films().resolve(entry.original());
  }

  /** Finishes or takes back what a killed process had begun. */
  public synchronized void recover() throws IOException {
    for (AttemptId attempt : pointers.all()) {
      settle(attempt, Swap::settled);
    }
  }

  /** Brings files to where they belong. */
  private interface Settler {
    Entry.State settle(Swap swap) throws IOException;
  }

  private static boolean isSettled(Entry entry) {
    return entry.state() == Entry.State.DONE || entry.state() == Entry.State.UNDONE;
  }

  /** What fails stays as it is, and is tried again with the next purge. */
  private void settle(AttemptId attempt, Settler settler) {
    try {
      Path films = pointers.films(attempt);
      Bin bin = new Bin(films, steps);
      if (!Files.isDirectory(films, LinkOption.NOFOLLOW_LINKS)) {
        // Not mounted, perhaps.
        return;
      }
      bin.checkOurs();
      bin.sweep();
      Entry entry = bin.entry(attempt);
      Entry.State state = entry == null ? null : settler.settle(new Swap(bin, entry, steps));
      if (state == null) {
        drop(bin, attempt);
      } else if (state != entry.state()) {
        bin.keep(entry.with(state));
        log.info("the replacement of {} is settled: {}", attempt, state);
      }
    } catch (IOException e) {
      log.error(
          "the replacement by attempt {} could not be settled ({}): it is tried again within the"
              + " hour, and when it is to be undone",
          attempt,
          e.toString());
    }
  }

  private void drop(Bin bin, AttemptId attempt) throws IOException {
    bin.forget(attempt);
    bin.closeIfEmpty();
    pointers.remove(attempt);
  }

  /**
   * Deletes originals that were replaced longer ago than this; results stay as they are. What broke
   * off and could not be settled yet is settled.
   */
  public synchronized void purge(Duration age) throws IOException {
    for (AttemptId attempt : pointers.all()) {
      try {
        purge(attempt, clock.getAsLong() - age.toMillis());
      } catch (IOException e) {
        log.warn("the original that attempt {} replaced is not purged: {}", attempt, e.toString());
      }
    }
  }

  private void purge(AttemptId attempt, long before) throws IOException {
    Bin bin = new Bin(pointers.films(attempt), steps);
    Entry entry = bin.entry(attempt);
    if (entry == null || !isSettled(entry)) {
      settle(attempt, Swap::settled);
      return;
    }
    if (entry.millis() > before) {
      return;
    }
    Path original = bin.original(attempt);
    if (bin.holdsOriginal(entry)) {
      steps.delete(original);
    } else if (Files.exists(original, LinkOption.NOFOLLOW_LINKS)) {
      log.warn("{} is not the file that Reelyard put there: it stays", original);
      return;
    }
    drop(bin, attempt);
  }
}
