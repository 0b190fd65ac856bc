package reelyard.message;

import java.util.Objects;

/**
 * A worker wants to know how staging hashed what went through its door.
 *
 * @param path below the door's root: {@code input/...} or {@code output/...}
 * @param fromBlock the first of those asked for, from 0
 * @param count at most {@value #MOST}
 */
public record GetHashes(
    AttemptId attempt, String workerId, String path, long fromBlock, int count) {

  public static final int MOST = 4096;

  public GetHashes {
    Objects.requireNonNull(attempt, "attempt is missing");
    Objects.requireNonNull(workerId, "workerId is missing");
    Objects.requireNonNull(path, "path is missing");
    if (fromBlock < 0 || count < 1 || count > MOST) {
      throw new IllegalArgumentException(
          "fromBlock must not be negative, and count be 1 to " + MOST);
    }
  }
}
