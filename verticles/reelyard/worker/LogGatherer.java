package reelyard.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Gathers lines for at most {@value #GATHER_MILLIS} ms. Of a flood the last {@value #MOST_LINES} of
 * that time are passed on; their number shows the gap, and the log file has them all.
 */
final class LogGatherer {

  /** Hears of some lines; the first line of a log is 0. */
  interface Listener {
    void lines(long first, List<String> lines);
  }

  static final long GATHER_MILLIS = 200;
  static final int MOST_LINES = 500;

  private final Executor soon;
  private final Listener listener;
  private final Deque<String> waiting = new ArrayDeque<>();
  private long next;
  private boolean due;

  /**
   * @param soon runs a task {@value #GATHER_MILLIS} ms later
   */
  LogGatherer(Executor soon, Listener listener) {
    this.soon = soon;
    this.listener = listener;
  }

  /** Takes the next line. */
  synchronized void add(String line) {
    if (waiting.size() == MOST_LINES) {
      waiting.removeFirst();
    }
    waiting.addLast(line);
    next++;
    if (!due) {
      due = true;
      soon.execute(this::flush);
    }
  }

  /** Passes on what is there. */
  synchronized void flush() {
    due = false;
    if (!waiting.isEmpty()) {
      List<String> lines = List.copyOf(waiting);
      waiting.clear();
      listener.lines(next - lines.size(), lines);
    }
  }
}
