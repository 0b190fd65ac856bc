package reelyard.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reelyard.message.JobOrder;
import reelyard.message.JobPage;
import reelyard.message.JobView;
import reelyard.message.ListJobs;
import reelyard.model.JobState;

/** Lists jobs. */
@Command(
    name = "jobs",
    description =
        "List jobs: those that run, those that wait in the order in which they shall run, then"
            + " ended ones.")
final class JobsCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Option(
      names = "--state",
      split = ",",
      paramLabel = "STATE",
      description = "Only queued, running, complete, failed or stopped ones; several with commas.")
  private List<JobState> states;

  @Option(
      names = "--text",
      paramLabel = "WORDS",
      description =
          "Only those with words in name, description, input, output or user that begin so.")
  private String text;

  @Option(names = "--user", description = "Only those of this user.")
  private String user;

  @Option(names = "--pool", description = "Only those of this pool.")
  private String pool;

  @Option(names = "--worker", paramLabel = "NAME", description = "Only those of this worker.")
  private String worker;

  @Option(names = "--suspended", description = "Only those that people suspended.")
  private boolean suspended;

  @Option(names = "--archived", description = "Those of the archive, instead of the queue.")
  private boolean archived;

  @Option(
      names = "--order",
      paramLabel = "queue|newest|oldest|ended",
      defaultValue = "queue",
      description = "As they shall run, by submission, or by end; queue if not given.")
  private JobOrder order;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many to list at most; 100 if not given.")
  private int limit;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Go on where an earlier list ended; its last line says how.")
  private String cursor;

  @Override
  public Integer call() throws CommandFailure {
    if (limit < 1) {
      throw CommandFailure.usage("--limit must be 1 or more, not " + limit);
    }
    ManagerClient client = manager.client(System.getenv());
    List<JobView> jobs = new ArrayList<>();
    String next = cursor;
    do {
      JobPage page = client.jobs(wanted(next, Math.min(ListJobs.MOST, limit - jobs.size())));
      jobs.addAll(page.jobs());
      next = page.next();
    } while (next != null && jobs.size() < limit);
    if (!json.print(new JobPage(jobs, next))) {
      Paper.out().print(JobWords.table(jobs));
      if (next != null) {
        System.err.println("and more: repeat it with --cursor " + Words.printable(next));
      }
    }
    return ExitStatus.COMPLETE;
  }

  private ListJobs wanted(String from, int count) {
    return new ListJobs(
        states, text, user, pool, worker, archived, suspended ? true : null, order, from, count);
  }
}
