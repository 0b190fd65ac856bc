package reelyard.staging;

import static reelyard.model.FailureReason.RESULT_NOT_WRITABLE;

import java.io.IOException;
import reelyard.model.Failure;

/**
 * Why the last upload into a part broke on this side, and what room the part lacks for that. Not
 * safe to use from several threads.
 */
final class PartTrouble {

  /** Who can go on where it broke off begins anew when the part can grow by so much of it. */
  private static final int WORTH_GOING_ON = 10;

  private final Target target;
  private Failure failure;
  private long fullAt;
  private long expected;

  PartTrouble(Target target) {
    this.target = target;
  }

  /** Null when the last upload did not break on this side. */
  Failure failure() {
    return failure;
  }

  /** Another upload begins. */
  void forget() {
    failure = null;
  }

  /** The whole result has so many bytes. */
  void expect(long bytes) {
    expected = bytes;
  }

  /** An upload broke when the part had so many bytes; answers whether the disk was full. */
  boolean broke(IOException e, long size) {
    failure = of(e);
    boolean full = isNoSpace(e);
    if (full) {
      fullAt = Math.max(1, size);
    }
    return full;
  }

  /** Bytes that a part of this size lacks, at most so many, once it met a full disk; else 0. */
  long lacks(long size, long atMost) {
    if (fullAt == 0) {
      return 0;
    }
    if (expected > 0) {
      return Math.max(0, expected - size);
    }
    // By how much it is larger than where it broke off nobody knows; what is here can be gone on
    // with as often as need be.
    return size > 0 ? size / WORTH_GOING_ON : Math.max(fullAt, Math.min(2 * fullAt, atMost));
  }

  /** What it means for the result. */
  Failure of(IOException e) {
    return isNoSpace(e)
        ? Space.full(target)
        : Checked.failed(
                RESULT_NOT_WRITABLE,
                Shown.name(target.path())
                    + " cannot be written ("
                    + Shown.reason(e)
                    + "): mend that, or choose another output")
            .failure();
  }

  // The system's words come in its own language, so the disk is asked too; a quota has only words.
  private boolean isNoSpace(IOException e) {
    String words = String.valueOf(e.getMessage());
    return words.contains("No space left on device")
        || words.contains("Disk quota exceeded")
        || Space.isFull(target);
  }
}
