package reelyard.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends jobs. */
@Command(name = "stop", description = "End jobs for good, running or not.")
final class StopCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;

  @Parameters(arity = "1..*", paramLabel = "ID", description = "The jobs' ids.")
  private List<String> ids;

  @Override
  public Integer call() throws CommandFailure {
    ManagerClient client = manager.client(System.getenv());
    int status = ExitStatus.COMPLETE;
    for (String id : ids) {
      try {
        System.out.println("stopped " + id + " (" + JobWords.name(client.stop(id)) + ")");
      } catch (CommandFailure e) {
        System.err.println("reelyard: " + Words.printable(e.getMessage()));
        status = e.exitStatus();
      }
    }
    return status;
  }
}
