package reelyard.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import reelyard.message.ChangeJobs;
import reelyard.message.JobAction;

/** Gives jobs to another pool. */
@Command(
    name = "pool",
    description = "Give jobs to the workers of another pool; '' for those of any.")
final class PoolCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Parameters(index = "0", paramLabel = "NAME", description = "The pool, or ''.")
  private String pool;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "ID", description = "The jobs' ids.")
  private List<String> ids;

  @Override
  public Integer call() throws CommandFailure {
    return Changes.tell(
        manager.client(System.getenv()),
        new ChangeJobs(ids, JobAction.SET_POOL, null, pool, null),
        "pool " + (pool.isEmpty() ? "of any" : Words.printable(pool)) + " for",
        json);
  }
}
