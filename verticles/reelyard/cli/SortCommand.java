package reelyard.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import reelyard.message.SetFarm;
import reelyard.model.SortPolicy;

/** Sets how the farm sorts what waits. */
@Command(
    name = "sort",
    description = "Set in which order jobs of the same priority run; without a word, show it.")
final class SortCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Parameters(
      arity = "0..1",
      paramLabel = "age|smallest|shortest",
      description = "First come first, the smallest source first, or the shortest work first.")
  private SortPolicy sort;

  @Override
  public Integer call() throws CommandFailure {
    ManagerClient client = manager.client(System.getenv());
    if (sort == null) {
      sort = client.workers().settings().sort();
    } else {
      client.set(new SetFarm(sort));
    }
    if (!json.isOn()) {
      System.out.println("sorted by " + sort.name().toLowerCase(Locale.ROOT));
    } else {
      json.print(client.workers().settings());
    }
    return ExitStatus.COMPLETE;
  }
}
