package reelyard.cli;

import java.util.Collection;
import java.util.function.Consumer;
import reelyard.message.JobView;

/** Hands on each job that changed, for programs; tells people when the manager is away. */
final class JsonShow implements Show {

  private final Consumer<JobView> changed;
  private final QuietShow quiet = new QuietShow(job -> {});

  JsonShow(Consumer<JobView> changed) {
    this.changed = changed;
  }

  @Override
  public void say(String line) {}

  @Override
  public void warn(String line) {
    quiet.warn(line);
  }

  @Override
  public void draw(Collection<JobView> jobs, Scene scene) {
    jobs.forEach(changed);
    quiet.draw(jobs, scene);
  }

  @Override
  public boolean wantsEveryChange() {
    return true;
  }

  @Override
  public boolean isRead() {
    return !System.out.checkError();
  }

  @Override
  public void close() {}
}
