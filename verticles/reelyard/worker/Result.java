package reelyard.worker;

import java.io.IOException;
import java.nio.file.Path;
import reelyard.hash.FileHashes;
import reelyard.message.Assignment;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.Receipt;

/** A good result in scratch, on its way to staging, also after its worker was started anew. */
final class Result {

  private final Outgoing file;
  private final Receipt receipt;

  /** Null once the bytes are known to be those that were judged. */
  private final String expectedRoot;

  private Result(Outgoing file, Receipt receipt, String expectedRoot) {
    this.file = file;
    this.receipt = receipt;
    this.expectedRoot = expectedRoot;
  }

  /**
   * One that was just judged good: hashed, and noted for a later start of this worker. Blocks.
   *
   * @param known what of its hashes is known already
   */
  static Result judged(
      Assignment assignment, Path attempt, Path file, long bytes, Receipt receipt, FileHashes known)
      throws IOException {
    Outgoing out = new Outgoing(file, bytes, known);
    out.learn();
    String path = attempt.relativize(file).toString();
    new ResultNote(assignment, path, bytes, out.root(), receipt).keep(attempt);
    return new Result(out, receipt, null);
  }

  /** One that an earlier start of this worker judged good. */
  static Result again(ResultNote note, Path attempt) {
    Outgoing out = new Outgoing(note.result(attempt), note.bytes(), true);
    return new Result(out, note.receipt(), note.root());
  }

  Outgoing file() {
    return file;
  }

  Receipt receipt() {
    return receipt;
  }

  /** What happened to it since it was judged; null when it is the same. Blocks. */
  Failure damage(String workerId) {
    try {
      if (expectedRoot != null) {
        file.learn();
      }
      return expectedRoot == null || expectedRoot.equals(file.root())
          ? null
          : Failures.plain(
              FailureReason.TRANSFER_FAILED,
              "the result that worker %s kept over a restart is damaged: its disk, or its power, failed"
                  .formatted(workerId),
              workerId);
    } catch (DiskException e) {
      return e.failure(workerId);
    }
  }
}
