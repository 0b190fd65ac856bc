package reelyard.worker;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks on another executor, one at a time and in the order given. */
final class InOrder implements Executor {

  private static final Logger log = LoggerFactory.getLogger(InOrder.class);

  private final Executor executor;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean busy;

  InOrder(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      waiting.add(task);
      if (busy) {
        return;
      }
      busy = true;
    }
    executor.execute(this::runAll);
  }

  private void runAll() {
    for (Runnable task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (RuntimeException e) {
        log.error("a listener failed; it misses this event and hears the next", e);
      }
    }
  }

  private synchronized Runnable next() {
    Runnable task = waiting.poll();
    busy = task != null;
    return task;
  }
}
