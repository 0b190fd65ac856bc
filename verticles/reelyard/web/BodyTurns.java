package reelyard.web;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets work on bodies begin, in its order, only while those in work are of no more bytes together;
 * one alone may be of more. Belongs to one thread.
 */
final class BodyTurns {

  private record Turn(long bytes, Runnable begin) {}

  private final long mostBytes;
  private final Deque<Turn> waiting = new ArrayDeque<>();
  private long inWork;

  BodyTurns(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * Waits for a turn.
   *
   * @param begin is called when it has come; {@link #done} has to follow
   */
  void take(long bytes, Runnable begin) {
    waiting.add(new Turn(bytes, begin));
    next();
  }

  /** Work on a body of so many bytes is over. */
  void done(long bytes) {
    inWork -= bytes;
    next();
  }

  private void next() {
    while (!waiting.isEmpty() && (inWork == 0 || inWork + waiting.peek().bytes() <= mostBytes)) {
      Turn turn = waiting.remove();
      inWork += turn.bytes();
      turn.begin().run();
    }
  }
}
