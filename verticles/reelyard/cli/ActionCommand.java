package reelyard.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import reelyard.message.ChangeJobs;
import reelyard.message.JobAction;

/** Does with jobs what needs no further word. */
@Command
final class ActionCommand implements Callable<Integer> {

  /** What people do with jobs: the command, what is said when it is done, what it means. */
  enum Action {
    SUSPEND(
        JobAction.SUSPEND,
        "suspended",
        "Let waiting jobs wait, and running ones pause where they are, until `activate`."),
    ACTIVATE(JobAction.ACTIVATE, "activated", "Let suspended jobs go on."),
    STOP(JobAction.STOP, "stopped", "End jobs for good, running or not."),
    RETRY(JobAction.RETRY, "queued", "Run ended jobs again, archived ones too."),
    ARCHIVE(
        JobAction.ARCHIVE,
        "archived",
        "Take ended jobs out of the queue; `jobs --archived` still finds them."),
    RESTORE(JobAction.RESTORE, "restored", "Bring archived jobs back into the queue's list."),
    DELETE(JobAction.DELETE, "deleted", "Forget ended or waiting jobs; results stay.");

    private final JobAction action;
    private final String done;
    private final String description;

    Action(JobAction action, String done, String description) {
      this.action = action;
      this.done = done;
      this.description = description;
    }

    String description() {
      return description;
    }
  }

  private final Action action;

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Parameters(arity = "1..*", paramLabel = "ID", description = "The jobs' ids.")
  private List<String> ids;

  ActionCommand(Action action) {
    this.action = action;
  }

  @Override
  public Integer call() throws CommandFailure {
    return Changes.tell(
        manager.client(System.getenv()),
        new ChangeJobs(ids, action.action, null, null, null),
        action.done,
        json);
  }
}
