package reelyard.cli;

import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import reelyard.message.Eta;

/** Says when a job, or everything, should end. */
@Command(
    name = "eta",
    description = "Say when a job, or without an ID all of them, should end, and how sure that is.")
final class EtaCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "The job's id.")
  private String id;

  @Override
  public Integer call() throws CommandFailure {
    Eta eta = manager.client(System.getenv()).eta(id);
    if (!json.print(eta)) {
      ZoneId zone = ZoneId.systemDefault();
      long now = System.currentTimeMillis();
      System.out.println(
          eta.expectedMillis() == 0
              ? "nothing can be said yet"
              : "in %s, at %s (four times out of five between %s and %s)"
                  .formatted(
                      Words.duration(Math.max(0, eta.expectedMillis() - now) / 1000),
                      Times.exact(eta.expectedMillis(), zone),
                      Times.exact(eta.earliestMillis(), zone),
                      Times.exact(eta.latestMillis(), zone)));
      if (eta.basis() != null && !eta.basis().isEmpty()) {
        System.out.println(Words.printable(eta.basis()));
      }
    }
    return ExitStatus.COMPLETE;
  }
}
