package reelyard.message;

import java.util.Objects;
import reelyard.model.Receipt;

/**
 * The result was uploaded under this file name with this many bytes.
 *
 * @param root of its block hashes ({@link reelyard.model.Blocks}); nothing is put in place without
 *     it
 * @param receipt of a result that takes its source's place; else null
 */
public record CommitResult(
    AttemptId attempt, String workerId, String fileName, long bytes, String root, Receipt receipt) {

  public CommitResult {
    Objects.requireNonNull(attempt, "attempt is missing");
    Objects.requireNonNull(workerId, "workerId is missing");
    Objects.requireNonNull(fileName, "fileName is missing");
  }
}
