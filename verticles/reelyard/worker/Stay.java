package reelyard.worker;

import reelyard.message.Assignment;
import reelyard.message.Refusal;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.Receipt;

/** What the stages of one attempt share: whose work it is, and how they end. */
interface Stay {

  Equipment equipment();

  Assignment assignment();

  Steps steps();

  Reporter reporter();

  /** What was found when the result was proven; null when it need not be. */
  Receipt receipt();

  /** How a stop ends what is being done from now on. */
  void interruptBy(Runnable how);

  /** Ends the attempt; nothing of it runs any more. */
  void end();

  /** Ends the attempt, which has failed. */
  void fail(Failure failure);

  /** Ends the attempt without a word: it is no longer this worker's. */
  void stop(String reason);

  /** Staging tells its reasons; anything else is no fault of the job, which may be tried again. */
  default void refused(Refusal refusal) {
    if (isOver(refusal)) {
      stop(refusal.message());
    } else {
      fail(failed(refusal));
    }
  }

  /** Whether it says that the attempt is no longer the live one. */
  static boolean isOver(Refusal refusal) {
    return refusal.code() == Refusal.CONFLICT || refusal.code() == Refusal.NOT_FOUND;
  }

  /** What the refusal means for the attempt. */
  default Failure failed(Refusal refusal) {
    return Failures.plain(reason(refusal), refusal.message(), equipment().workerId());
  }

  /** Its reason; that of a broken transfer when it tells none. */
  static FailureReason reason(Refusal refusal) {
    return FailureReason.ofCode(refusal.code()).orElse(FailureReason.TRANSFER_FAILED);
  }
}
