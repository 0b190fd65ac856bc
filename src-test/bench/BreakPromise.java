package bench;

import reelyard.model.Blocks;
import reelyard.model.FailureReason;

/** What becomes of transfers in one kind of trouble, and how much they may send again at most. */
enum BreakPromise {
  /**
   * Goes on where it broke; what was under way then is sent again. Faults come when half of the
   * file or more went through, so who begins anew sends more.
   */
  RESUMED(null, 0.49, 0, 1 << 20),
  /** Sends the one block again that a wrong bit is in. */
  MENDED(null, 0, Blocks.BYTES, Blocks.BYTES),
  /** Sends that file of a disc again of whose end it could not be sure. */
  ONE_FILE_AGAIN(null, 0, BreakRuns.TITLE_BYTES, BreakRuns.TITLE_BYTES),
  /** Sends nothing again. */
  ONCE(null, 0, 0, 0),
  /** Fails, for there is no room at the worker. */
  WORKER_FULL(FailureReason.WORKER_DISK_FULL, 0, 0, 0),
  /** Fails, for there is no room where the result goes. */
  MANAGER_FULL(FailureReason.MANAGER_DISK_FULL, 0, 0, 0);

  private final FailureReason reason;
  private final double ofTheFile;
  private final int firstFault;
  private final int furtherFault;

  /**
   * @param ofTheFile what of the file may be sent again, however often it breaks
   * @param firstFault bytes besides for the first fault
   * @param furtherFault bytes besides for each other one
   */
  BreakPromise(FailureReason reason, double ofTheFile, int firstFault, int furtherFault) {
    this.reason = reason;
    this.ofTheFile = ofTheFile;
    this.firstFault = firstFault;
    this.furtherFault = furtherFault;
  }

  /** How every one of them ends; null when all arrive whole. */
  FailureReason reason() {
    return reason;
  }

  /**
   * How many bytes of a file may go through, those sent again included. Where it breaks again and
   * again, what was under way in the sockets counts each time; who began anew each time would send
   * half the file more for each.
   */
  long mostCarried(long fileBytes, int faults) {
    long again = faults == 0 ? 0 : firstFault + (faults - 1L) * furtherFault;
    return (long) (fileBytes * (1 + ofTheFile)) + again;
  }
}
