package reelyard.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.bus.Json;
import reelyard.message.Assignment;
import reelyard.model.Receipt;

/**
 * What a worker that is killed knows of a good result when it is back: kept beside the result, and
 * true of its very bytes.
 *
 * @param file its path below the attempt's folder
 * @param root of its blocks' hashes
 * @param receipt of one that takes its source's place; else null
 */
record ResultNote(Assignment assignment, String file, long bytes, String root, Receipt receipt) {

  static final String NAME = "result.json";

  private static final Logger log = LoggerFactory.getLogger(ResultNote.class);

  ResultNote {
    Objects.requireNonNull(assignment, "assignment is missing");
    Objects.requireNonNull(assignment.attempt(), "attempt is missing");
    Objects.requireNonNull(file, "file is missing");
    Objects.requireNonNull(root, "root is missing");
  }

  /** Keeps it; a note that is there is whole. */
  void keep(Path attempt) throws IOException {
    Path half = Files.writeString(attempt.resolve(NAME + ".half"), Json.write(this));
    Files.move(half, attempt.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Null when there is none, or its result is not there. */
  static ResultNote read(Path attempt) throws IOException {
    Path file = attempt.resolve(NAME);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    try {
      ResultNote note = Json.read(Files.readString(file), ResultNote.class);
      Path result = note.result(attempt);
      boolean there = Files.isRegularFile(result, LinkOption.NOFOLLOW_LINKS);
      return there && Files.size(result) == note.bytes() ? note : null;
    } catch (RuntimeException e) {
      log.warn("{} cannot be read, its result is made again", file, e);
      return null;
    }
  }

  /**
   * Whether another attempt would make the same of the same source; a run that shall replace the
   * result of an earlier one is meant to make it anew.
   */
  boolean serves(Assignment other) {
    return work(assignment, other).equals(other);
  }

  /** The same result, to be returned by another attempt. */
  ResultNote of(Assignment other) {
    return new ResultNote(other, file, bytes, root, receipt);
  }

  /** One's work in the other's attempt. */
  private static Assignment work(Assignment work, Assignment attempt) {
    return new Assignment(
        attempt.attempt(),
        attempt.workerId(),
        work.name(),
        work.input(),
        work.inputBytes(),
        work.output(),
        work.overwrite(),
        work.container(),
        work.presetJson(),
        work.arguments(),
        attempt.markedAttempt(),
        attempt.mark(),
        work.replaces(),
        work.staging(),
        work.replaceSource());
  }

  Path result(Path attempt) {
    return attempt.resolve(file);
  }
}
