package reelyard.cli;

import java.util.Collection;
import java.util.function.Consumer;
import reelyard.message.JobView;

/** Shows nothing; tells of each job that ended once. */
final class QuietShow implements Show {

  private final Consumer<JobView> ended;

  QuietShow(Consumer<JobView> ended) {
    this.ended = ended;
  }

  @Override
  public void say(String line) {}

  @Override
  public synchronized void warn(String line) {
    System.err.println(line);
  }

  @Override
  public void draw(Collection<JobView> jobs, Scene scene) {
    jobs.stream().filter(job -> job.state().ended()).forEach(ended);
  }

  @Override
  public boolean wantsEveryChange() {
    return true;
  }

  @Override
  public void close() {}
}
