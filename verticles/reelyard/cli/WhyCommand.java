package reelyard.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import reelyard.message.Explanation;

/** Says why a job does not run. */
@Command(
    name = "why",
    description = "Say why a job is not running: what holds it back, and each worker's reason.")
final class WhyCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "ID", description = "The job's id.")
  private String id;

  @Override
  public Integer call() throws CommandFailure {
    Explanation why = manager.client(System.getenv()).why(id);
    if (!json.print(why)) {
      if (why.headline() != null && !why.headline().isEmpty()) {
        System.out.println(Words.printable(why.headline()));
      }
      why.workers()
          .forEach(
              each ->
                  System.out.println(
                      Words.printable(each.workerId()) + ": " + Words.printable(each.reason())));
    }
    return ExitStatus.COMPLETE;
  }
}
