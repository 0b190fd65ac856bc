package reelyard.staging;

import static reelyard.model.FailureReason.MANAGER_DISK_FULL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import reelyard.model.Failure;

/** Tells whether a result has room where it is to land. */
final class Space {

  /** Less than any result needs: the disk counts as full. */
  static final long LEAST_FREE = 64 * 1024;

  private Space() {}

  static boolean isFull(Target target) {
    long free = free(target);
    return free >= 0 && free < LEAST_FREE;
  }

  static Failure full(Target target) {
    long free = free(target);
    return new Failure(
        MANAGER_DISK_FULL,
        "no space left for "
            + Shown.name(target.path())
            + " ("
            + (free < 0 ? "an unknown number of" : free)
            + " bytes free): make room on that disk",
        null,
        List.of(),
        null);
  }

  private static long free(Target target) {
    try {
      Path folder = target.path().getParent();
      return Files.getFileStore(Files.exists(folder) ? folder : target.existing()).getUsableSpace();
    } catch (IOException e) {
      return -1;
    }
  }
}
