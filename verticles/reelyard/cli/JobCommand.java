package reelyard.cli;

import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reelyard.message.JobCommandLine;
import reelyard.message.JobView;

/** Shows all that is known of one job. */
@Command(name = "job", description = "Show all that the farm knows of one job.")
final class JobCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "ID", description = "The job's id.")
  private String id;

  @Option(
      names = "--command",
      description = "Print HandBrake's command of the latest attempt instead, as a shell takes it.")
  private boolean command;

  @Override
  public Integer call() throws CommandFailure {
    if (command) {
      return showCommand();
    }
    JobView job = manager.client(System.getenv()).job(id);
    if (!json.print(job)) {
      JobWords.facts(job, ZoneId.systemDefault()).forEach(System.out::println);
    }
    return ExitStatus.COMPLETE;
  }

  private int showCommand() throws CommandFailure {
    JobCommandLine line = new LookBackClient(manager.link(System.getenv())).command(id, 0);
    if (!json.print(line)) {
      System.out.println(Words.printable(line.command()));
    }
    return ExitStatus.COMPLETE;
  }
}
