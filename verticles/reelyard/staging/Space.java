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
  private static final long LEAST_FREE = 64 * 1024;

  /** Hardly a result is smaller than its source by more than this factor. */
  private static final long LARGEST_SHRINKAGE = 100;

  private Space() {}

  static Checked<Target> check(Target target) {
    return atLeast(LEAST_FREE, target);
  }

  /** As far as can be told before a source of so many bytes is transcoded. */
  static Checked<Target> check(Target target, long sourceBytes) {
    return atLeast(Math.max(LEAST_FREE, sourceBytes / LARGEST_SHRINKAGE), target);
  }

  private static Checked<Target> atLeast(long bytes, Target target) {
    long free = free(target);
    return free >= 0 && free < bytes ? Checked.failed(full(target)) : Checked.of(target);
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
