package reelyard.staging;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.message.AttemptId;

/**
 * Part files that no door takes back: they wait for their attempts to come again, and go when those
 * are over. Only what the journal names is touched, however much other files look like it.
 */
final class Leftovers {

  private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

  /** No disk with results in part is taken away for longer. */
  private static final Duration AWAY = Duration.ofDays(90);

  private final PartJournal journal;
  private final Predicate<Path> inUse;
  private final Clock clock;

  /**
   * @param inUse whether an open door takes this part
   */
  Leftovers(PartJournal journal, Predicate<Path> inUse, Clock clock) {
    this.clock = clock;
    this.journal = journal;
    this.inUse = inUse;
  }

  /** The attempts whose parts wait, also those of processes that went since. */
  List<AttemptId> waiting() {
    journal.takeOver();
    return journal.all().stream()
        .filter(note -> !inUse.test(Path.of(note.part())))
        .map(PartNote::attempt)
        .toList();
  }

  /** This attempt is over, and so are those before it. */
  void over(AttemptId attempt) {
    for (PartNote note : journal.all()) {
      if (note.attempt().jobId().equals(attempt.jobId())
          && note.attempt().attempt() <= attempt.attempt()
          && !inUse.test(Path.of(note.part()))) {
        delete(note);
      }
    }
  }

  private void delete(PartNote note) {
    Path part = Path.of(note.part());
    if (!note.isOurs()) {
      log.warn("{} is not named as a part of {}: it stays", Shown.name(part), note.target());
      journal.forget(note.attempt());
      return;
    }
    try {
      if (!Files.isDirectory(part.getParent())) {
        // It may be on a disk that is yet to be mounted; in the end it was deleted with its folder.
        if (journal.written(note).isBefore(clock.instant().minus(AWAY))) {
          log.info("{} is not looked for any more: its folder is gone", Shown.name(part));
          journal.forget(note.attempt());
        }
        return;
      }
      if (Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(part);
        log.info("{} is deleted: its attempt is over", Shown.name(part));
      }
      deleteFolders(note.folders());
      journal.forget(note.attempt());
    } catch (IOException e) {
      log.warn(
          "{} could not be deleted ({}) and takes up space: it is tried again within the hour",
          Shown.name(part),
          Shown.reason(e));
    }
  }

  private static void deleteFolders(List<String> outermostFirst) throws IOException {
    for (int i = outermostFirst.size() - 1; i >= 0; i--) {
      try {
        Files.delete(Path.of(outermostFirst.get(i)));
      } catch (NoSuchFileException e) {
        log.debug("{} is gone already", outermostFirst.get(i));
      } catch (DirectoryNotEmptyException e) {
        // Others put files there meanwhile, so the folder is theirs now.
        return;
      }
    }
  }
}
