package reelyard.dropbox;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.message.JobView;

/**
 * Moves originals whose jobs are complete out of the watched folder, where a rule says so: by
 * renaming alone, only as they were taken, and never over another file.
 */
final class Archive {

  private static final Logger log = LoggerFactory.getLogger(Archive.class);

  private static final int MOST_NAMESAKES = 1000;

  private final Map<String, Rule> rules;
  private final Ledger ledger;

  Archive(Map<String, Rule> rules, Ledger ledger) {
    this.rules = rules;
    this.ledger = ledger;
  }

  /** This job is complete; safe to repeat. */
  void complete(JobView job) {
    if (rules.values().stream().allMatch(rule -> rule.originals().isEmpty())) {
      return;
    }
    Optional<Ledger.Taken> taken = ledger.takenBy(job.id());
    if (taken.isEmpty() || !rules.containsKey(taken.get().rule())) {
      return;
    }
    Rule rule = rules.get(taken.get().rule());
    Path path = taken.get().path();
    if (rule.originals().isPresent() && path.startsWith(rule.watched()) && isAsTaken(taken.get())) {
      move(path, rule.originals().get().resolve(rule.watched().relativize(path)));
    }
  }

  private boolean isAsTaken(Ledger.Taken taken) {
    boolean folder = Files.isDirectory(taken.path(), LinkOption.NOFOLLOW_LINKS);
    Find then =
        new Find(taken.path(), folder, List.of(taken.path()), List.of(taken.path()), Stamp.NONE);
    return Finder.again(then)
        .flatMap(
            now ->
                ledger
                    .seen(taken.rule(), taken.path())
                    .filter(entry -> entry.stamp().equals(now.stamp())))
        .isPresent();
  }

  private static void move(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Path free = free(to);
      Files.move(from, free, StandardCopyOption.ATOMIC_MOVE);
      log.info("{} was moved to {}", Sayable.shown(from), Sayable.shown(free));
    } catch (IOException e) {
      log.warn(
          "{} could not be moved to {} ({}) and stays: let the archive be a folder of the same file"
              + " system, which Reelyard may write to",
          Sayable.shown(from),
          Sayable.shown(to),
          Sayable.shown(e));
    }
  }

  private static Path free(Path to) throws IOException {
    Path free = to;
    for (int i = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); i++) {
      if (i > MOST_NAMESAKES) {
        throw new FileAlreadyExistsException(to.toString());
      }
      free = to.resolveSibling(i + " " + to.getFileName());
    }
    return free;
  }
}
