package reelyard.cli;

import java.io.PrintStream;
import java.util.Collection;
import java.util.function.LongSupplier;
import reelyard.message.JobView;

/** Lines for a log. */
final class PlainShow implements Show {

  private final PrintStream out;
  private final PrintStream err;
  private final LongSupplier nanoTime;
  private final PlainView view;
  private boolean closed;

  PlainShow(PrintStream out, PrintStream err, LongSupplier nanoTime) {
    this.out = out;
    this.err = err;
    this.nanoTime = nanoTime;
    this.view = new PlainView(nanoTime.getAsLong());
  }

  @Override
  public synchronized void say(String line) {
    view.spoke(nanoTime.getAsLong());
    print(line);
  }

  @Override
  public synchronized void warn(String line) {
    err.println(line);
  }

  @Override
  public synchronized void draw(Collection<JobView> jobs, Scene scene) {
    long now = nanoTime.getAsLong();
    view.changes(jobs, scene, now).forEach(this::print);
    view.minute(scene, now).forEach(this::print);
  }

  private void print(String line) {
    if (!closed) {
      out.println(line);
      out.flush();
    }
  }

  @Override
  public synchronized boolean isRead() {
    return closed || !out.checkError();
  }

  @Override
  public boolean wantsEveryChange() {
    return true;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
