package reelyard.worker;

import java.io.IOException;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

/** This machine's disk, not the network, broke a transfer. */
final class DiskException extends IOException {

  private static final long serialVersionUID = 1L;

  DiskException(IOException cause) {
    super(cause.getMessage(), cause);
  }

  /** What it means for the attempt. */
  Failure failure(String workerId) {
    return of((IOException) getCause(), workerId);
  }

  /** What trouble with the scratch folder means for an attempt. */
  static Failure of(IOException e, String workerId) {
    String words = Failures.words(e);
    boolean full = words.contains("No space left") || words.contains("quota exceeded");
    return full
        ? full(workerId)
        : Failures.plain(
            FailureReason.WORKER_FAILED,
            "worker %s cannot write its scratch folder (%s): mend it, or set worker.scratch"
                .formatted(workerId, words),
            workerId);
  }

  static Failure full(String workerId) {
    return Failures.plain(
        FailureReason.WORKER_DISK_FULL,
        "the scratch disk of worker %s is full: free space there, or set worker.scratch"
            .formatted(workerId),
        workerId);
  }
}
