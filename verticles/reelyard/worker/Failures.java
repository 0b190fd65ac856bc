package reelyard.worker;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

/** Failures of a worker's own steps, which have no HandBrake log. */
final class Failures {

  private Failures() {}

  static Failure plain(FailureReason reason, String message, String workerId) {
    return new Failure(reason, message, workerId, List.of(), null);
  }

  /** What went wrong, also when the exception's message is a bare path or missing. */
  static String words(IOException e) {
    String kind = e.getClass().getSimpleName().replaceAll("Exception$", "");
    if (e.getMessage() == null) {
      return kind;
    }
    return e instanceof FileSystemException ? kind + ": " + e.getMessage() : e.getMessage();
  }
}
