package reelyard.dropbox;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.bus.RefusedException;
import reelyard.dropbox.Questions.AwayException;

/**
 * Makes good, at the start and now and then, what was missed: ended jobs, and originals to move.
 */
final class Upkeep {

  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

  private final Results results;
  private final Archive archive;

  Upkeep(Results results, Archive archive) {
    this.results = results;
    this.archive = archive;
  }

  /** Asks and moves; blocks as long as that takes. */
  void round() {
    try {
      results.catchUp();
    } catch (AwayException | RefusedException e) {
      log.debug("the next round asks again", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (LedgerException e) {
      log.warn("{}", e.getMessage());
      return;
    }
    archive.moveAll();
  }
}
