package reelyard.ftp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lends the ports of a range; who comes while all are out waits a little, first come first served.
 */
final class PortRange {

  /** No port came back in time. */
  static final int NONE = -1;

  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition cameBack = lock.newCondition();
  private final Deque<Integer> free = new ArrayDeque<>();
  private final Set<Integer> lent = new HashSet<>();
  private final int first;

  /** Such as 15900-15999, one port, or 0 for any free one. */
  PortRange(String ports) {
    String[] ends = ports.split("-", 2);
    first = Integer.parseInt(ends[0]);
    for (int port = first; port <= Integer.parseInt(ends[ends.length - 1]); port++) {
      free.add(port);
    }
  }

  /**
   * A port to listen on, 0 for any, {@link #NONE} when none comes back within the time. The one
   * that is out of use for longest goes first: an old client may still knock at the others.
   */
  int lend(long waitNanos) {
    if (first == 0) {
      return 0;
    }
    lock.lock();
    try {
      long left = waitNanos;
      while (free.isEmpty() && left > 0) {
        left = cameBack.awaitNanos(left);
      }
      if (free.isEmpty()) {
        return NONE;
      }
      int port = free.poll();
      lent.add(port);
      return port;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NONE;
    } finally {
      lock.unlock();
    }
  }

  /** It is free again; a port that was not lent is nobody's to give back. */
  void giveBack(int port) {
    lock.lock();
    try {
      if (lent.remove(port)) {
        free.add(port);
        cameBack.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many there are; 0 when any will do. */
  int size() {
    lock.lock();
    try {
      return first == 0 ? 0 : free.size() + lent.size();
    } finally {
      lock.unlock();
    }
  }
}
