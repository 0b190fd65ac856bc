package reelyard.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reelyard.message.ChangeJobs;
import reelyard.message.JobAction;

/** Changes the order of what waits. */
@Command(name = "move", description = "Change the place of waiting jobs.")
final class MoveCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Parameters(
      arity = "1..*",
      paramLabel = "ID",
      description = "The jobs' ids; they keep the order given.")
  private List<String> ids;

  @ArgGroup(multiplicity = "1")
  private Place place;

  /** Where to. */
  static final class Place {

    @Option(names = "--top", description = "Before all that waits.")
    private boolean top;

    @Option(names = "--bottom", description = "After all that waits.")
    private boolean bottom;

    @Option(names = "--before", paramLabel = "ID", description = "Right before this job.")
    private String before;
  }

  @Override
  public Integer call() throws CommandFailure {
    JobAction action =
        place.top
            ? JobAction.MOVE_TOP
            : place.bottom ? JobAction.MOVE_BOTTOM : JobAction.MOVE_BEFORE;
    return Changes.tell(
        manager.client(System.getenv()),
        new ChangeJobs(inTurn(action), action, null, null, place.before),
        "moved",
        json);
  }

  /** Each goes to the very top, so the first of them must go last. */
  private List<String> inTurn(JobAction action) {
    if (action != JobAction.MOVE_TOP) {
      return ids;
    }
    List<String> turned = new ArrayList<>(ids);
    Collections.reverse(turned);
    return turned;
  }
}
