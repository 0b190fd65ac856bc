package reelyard.dropbox;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves originals whose jobs are complete out of the watched folder, where a rule says so: by
 * renaming alone, only as they were taken, and never over another file.
 */
final class Archive {

  private static final Logger log = LoggerFactory.getLogger(Archive.class);

  private static final int MOST_NAMESAKES = 1000;

  private final Map<String, Rule> rules;
  private final Ledger ledger;
  private final Set<Path> complained = new HashSet<>();

  Archive(Map<String, Rule> rules, Ledger ledger) {
    this.rules = rules;
    this.ledger = ledger;
  }

  /** Moves all that is to be moved by now; what cannot be is tried again the next time. */
  synchronized void moveAll() {
    for (Ledger.Taken taken : ledger.toMove()) {
      Rule rule = rules.get(taken.rule());
      boolean away = rule != null && !Files.isDirectory(rule.watched());
      if (!away && (!isToMove(taken, rule) || move(taken.path(), target(rule, taken.path())))) {
        ledger.moved(taken.job());
        complained.remove(taken.path());
      }
    }
  }

  private boolean isToMove(Ledger.Taken taken, Rule rule) {
    return rule != null
        && rule.originals().isPresent()
        && taken.path().startsWith(rule.watched())
        && isAsTaken(taken);
  }

  private static Path target(Rule rule, Path path) {
    return rule.originals().orElseThrow().resolve(rule.watched().relativize(path));
  }

  private boolean isAsTaken(Ledger.Taken taken) {
    return ledger
        .seen(taken.rule(), taken.path())
        .filter(entry -> taken.job().equals(entry.job()) && entry.stands())
        .isPresent();
  }

  private boolean move(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Path free = free(to);
      Files.move(from, free, StandardCopyOption.ATOMIC_MOVE);
      log.info("{} was moved to {}", Sayable.shown(from), Sayable.shown(free));
      return true;
    } catch (IOException e) {
      if (complained.add(from)) {
        log.warn(
            "{} could not be moved to {} ({}) and stays until it can: let the archive be a folder of"
                + " the same file system, which Reelyard may write to",
            Sayable.shown(from),
            Sayable.shown(to),
            Sayable.shown(e));
      }
      return false;
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
