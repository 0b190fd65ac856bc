package reelyard.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import reelyard.message.BackUp;
import reelyard.message.BackedUp;

/** Copies the manager's store. */
@Command(
    name = "backup",
    description =
        "Copy the manager's queue and history into a new file on its machine, while it works.")
final class BackupCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "FILE", description = "The copy, which must not exist yet.")
  private String file;

  @Override
  public Integer call() throws CommandFailure {
    String path;
    try {
      path = Path.of(file).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException e) {
      throw CommandFailure.usage("FILE cannot be a path: " + e.getReason());
    }
    BackedUp done = manager.client(System.getenv()).backUp(new BackUp(path));
    if (!json.print(done)) {
      System.out.println(Words.printable(done.file()) + ": " + Words.bytes(done.bytes()));
    }
    return ExitStatus.COMPLETE;
  }
}
