package reelyard.cli;

import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import reelyard.message.JobView;

/** Shows all that is known of one job. */
@Command(name = "job", description = "Show all that the farm knows of one job.")
final class JobCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "ID", description = "The job's id.")
  private String id;

  @Override
  public Integer call() throws CommandFailure {
    JobView job = manager.client(System.getenv()).job(id);
    if (!json.print(job)) {
      JobWords.facts(job, ZoneId.systemDefault()).forEach(System.out::println);
    }
    return ExitStatus.COMPLETE;
  }
}
