package reelyard.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reelyard.message.WorkerView;

/** Lists workers. */
@Command(
    name = "workers",
    description = "List the farm's workers, what they run, and their queues.")
final class WorkersCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;

  @Override
  public Integer call() throws CommandFailure {
    TextTable table =
        new TextTable("ID", "STATE", "HOST", "CORES", "HANDBRAKE", "RUNNING", "QUEUE", "NOTE");
    for (WorkerView view : manager.client(System.getenv()).farm(1).workers()) {
      table.row(
          Words.printable(view.worker().id()),
          view.state().name().toLowerCase(java.util.Locale.ROOT),
          text(view.worker().host()),
          String.valueOf(view.worker().cores()),
          text(view.worker().handBrakeVersion()),
          ids(view.running()),
          ids(view.queue()),
          text(view.note()));
    }
    table.lines().forEach(System.out::println);
    return ExitStatus.COMPLETE;
  }

  private static String text(String text) {
    return text == null ? "" : Words.printable(text);
  }

  private static String ids(List<String> ids) {
    return ids == null || ids.isEmpty() ? "-" : String.join(",", ids);
  }
}
