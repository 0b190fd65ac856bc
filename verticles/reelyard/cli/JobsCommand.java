package reelyard.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reelyard.message.JobView;

/** Lists jobs. */
@Command(name = "jobs", description = "List the farm's jobs: all live ones, the latest ended ones.")
final class JobsCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;

  @Option(
      names = "--ended",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many ended jobs to list at most; 20 if not given.")
  private int ended;

  @Override
  public Integer call() throws CommandFailure {
    if (ended < 0) {
      throw CommandFailure.usage("--ended must be 0 or more, not " + ended);
    }
    TextTable table =
        new TextTable("ID", "STATE", "STAGE", "DONE", "SPEED", "ETA", "WORKER", "NAME");
    for (JobView job : manager.client(System.getenv()).farm(ended).jobs()) {
      table.row(
          job.id(),
          JobWords.state(job),
          job.stage().number() + (job.state().ended() ? "" : " " + JobWords.stage(job)),
          JobWords.percent(job),
          JobWords.speed(job),
          JobWords.eta(job),
          job.workerId() == null ? "" : Words.printable(job.workerId()),
          JobWords.name(job));
    }
    table.lines().forEach(System.out::println);
    return ExitStatus.COMPLETE;
  }
}
