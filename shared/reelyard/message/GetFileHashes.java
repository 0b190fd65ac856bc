package reelyard.message;

import java.util.List;
import java.util.Objects;

/**
 * A worker wants to know how staging hashed small files that went through its door: one question
 * for many.
 *
 * @param paths below the door's root, at most {@value #MOST}
 */
public record GetFileHashes(AttemptId attempt, String workerId, List<String> paths) {

  public static final int MOST = 64;

  /** So many blocks of each file are told. */
  public static final int BLOCKS = 4;

  public GetFileHashes {
    Objects.requireNonNull(attempt, "attempt is missing");
    Objects.requireNonNull(workerId, "workerId is missing");
    Objects.requireNonNull(paths, "paths is missing");
    if (paths.isEmpty() || paths.size() > MOST) {
      throw new IllegalArgumentException("paths must be 1 to " + MOST);
    }
    paths.forEach(path -> Objects.requireNonNull(path, "a path is missing"));
  }
}
