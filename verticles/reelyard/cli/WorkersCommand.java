package reelyard.cli;

import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists workers. */
@Command(
    name = "workers",
    description = "List the farm's workers, what they run, and their queues.")
final class WorkersCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Override
  public Integer call() throws CommandFailure {
    ManagerClient.Workers workers = manager.client(System.getenv()).workers();
    if (!json.print(workers)) {
      ZoneId zone = ZoneId.systemDefault();
      WorkerWords.farm(workers.settings(), zone).ifPresent(System.out::println);
      Paper.out().print(WorkerWords.table(workers.workers(), zone));
    }
    return ExitStatus.COMPLETE;
  }
}
