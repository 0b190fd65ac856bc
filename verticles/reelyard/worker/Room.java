package reelyard.worker;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import reelyard.message.AttemptId;

/**
 * Promises scratch's room to attempts, the same bytes never to two of them: what they will still
 * write counts as written. Safe for several threads; blocks.
 */
final class Room {

  private final Scratch scratch;
  private final KeptInputs kept;
  private final Map<AttemptId, Long> promised = new HashMap<>();

  Room(Scratch scratch, KeptInputs kept) {
    this.scratch = scratch;
    this.kept = kept;
  }

  /**
   * Promises so many bytes to an attempt, in all that it writes; what it wrote already counts. Kept
   * inputs make way for it.
   *
   * @return how many bytes are missing, 0 when they are promised
   */
  synchronized long promise(AttemptId attempt, long bytes) throws IOException {
    promised.remove(attempt);
    long missing;
    do {
      missing = bytes - Trees.bytes(scratch.of(attempt)) - freeBytes();
    } while (missing > 0 && kept.dropOne());
    if (missing <= 0) {
      promised.put(attempt, bytes);
    }
    return Math.max(0, missing);
  }

  /** The attempt writes no more. */
  synchronized void leave(AttemptId attempt) {
    promised.remove(attempt);
  }

  /** What can be promised: kept inputs make way. */
  synchronized long obtainableBytes() throws IOException {
    return freeBytes() + kept.bytes();
  }

  /** What is free on the disk and promised to nobody, never less than 0. */
  synchronized long freeBytes() throws IOException {
    long free = scratch.usableBytes();
    for (Map.Entry<AttemptId, Long> one : promised.entrySet()) {
      free -= Math.max(0, one.getValue() - Trees.bytes(scratch.of(one.getKey())));
    }
    return Math.max(0, free);
  }
}
