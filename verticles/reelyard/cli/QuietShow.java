package reelyard.cli;

import java.util.Collection;
import java.util.Objects;
import java.util.function.Consumer;
import reelyard.message.JobView;

/** Shows nothing; tells of each job that ended, and when the manager is away. */
final class QuietShow implements Show {

  private final Consumer<JobView> ended;
  private String trouble;

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
    tell(scene.trouble());
  }

  private synchronized void tell(String now) {
    if (!Objects.equals(now, trouble)) {
      warn("reelyard: " + Words.printable(now == null ? "the manager answers again" : now));
      trouble = now;
    }
  }

  @Override
  public boolean wantsEveryChange() {
    return true;
  }

  @Override
  public void close() {}
}
