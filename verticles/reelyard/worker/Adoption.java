package reelyard.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.message.Assignment;
import reelyard.model.Failure;

/**
 * Lets a new attempt return what an earlier attempt of its job made here of the same source: only a
 * result that was judged good, of the very same work, and with every byte still as it was. Blocks.
 */
final class Adoption {

  private static final Logger log = LoggerFactory.getLogger(Adoption.class);

  private Adoption() {}

  /**
   * The result in the attempt's folder; null when none serves, and then none is left there.
   *
   * @param folder with an input that is known to be the same as the earlier attempt's
   */
  static Result of(Assignment assignment, Path folder, String workerId) throws IOException {
    ResultNote note = ResultNote.read(folder);
    if (note == null) {
      return null;
    }
    String jobId = assignment.attempt().jobId();
    if (note.serves(assignment)) {
      Result result = Result.again(note, folder);
      Failure damage = result.damage(workerId);
      if (damage == null) {
        note.of(assignment).keep(folder);
        log.info("job {} returns the result that was kept here", jobId);
        return result;
      }
      log.warn("job {} is transcoded again: {}", jobId, damage.message());
    }
    Files.delete(folder.resolve(ResultNote.NAME));
    Trees.delete(folder.resolve(Scratch.OUTPUT));
    Files.createDirectory(folder.resolve(Scratch.OUTPUT));
    return null;
  }
}
