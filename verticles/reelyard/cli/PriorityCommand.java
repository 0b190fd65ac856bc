package reelyard.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import reelyard.message.ChangeJobs;
import reelyard.message.JobAction;

/** Gives jobs another priority. */
@Command(
    name = "priority",
    description = "Give jobs another priority: 0 runs first, 50 is usual, 100 is held.")
final class PriorityCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Parameters(index = "0", paramLabel = "N", description = "0 to 100.")
  private int priority;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "ID", description = "The jobs' ids.")
  private List<String> ids;

  @Override
  public Integer call() throws CommandFailure {
    if (priority < 0 || priority > 100) {
      throw CommandFailure.usage("N must be 0 to 100, not " + priority);
    }
    return Changes.tell(
        manager.client(System.getenv()),
        new ChangeJobs(ids, JobAction.SET_PRIORITY, priority, null, null),
        "priority " + priority + " for",
        json);
  }
}
