package reelyard.message;

import java.util.Objects;
import reelyard.model.Receipt;

/**
 * A result stands whole under its final name.
 *
 * @param root of its block hashes ({@link reelyard.model.Blocks}); null unknown
 * @param receipt of a result that took its source's place; else null
 */
public record ResultCommitted(
    AttemptId attempt, String path, long bytes, String root, Receipt receipt) {

  public ResultCommitted {
    Objects.requireNonNull(attempt, "attempt is missing");
    Objects.requireNonNull(path, "path is missing");
  }
}
