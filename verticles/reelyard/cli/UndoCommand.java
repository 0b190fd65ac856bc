package reelyard.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import reelyard.message.Undone;

/** Brings back the original that a job's result replaced. */
@Command(
    name = "undo",
    description = {
      "Bring back the original that a job submitted with --replace has replaced. The result goes.",
      "Originals are kept for staging.replace.undoDays."
    })
final class UndoCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "ID", description = "The job's id.")
  private String id;

  @Override
  public Integer call() throws CommandFailure {
    Undone undone = manager.client(System.getenv()).undo(id);
    if (!json.print(undone)) {
      System.out.println(Words.printable(undone.path()) + " stands again");
    }
    return ExitStatus.COMPLETE;
  }
}
