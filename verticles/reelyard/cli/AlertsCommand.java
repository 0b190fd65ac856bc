package reelyard.cli;

import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reelyard.message.AlertList;
import reelyard.message.ListAlerts;
import reelyard.model.Alert;

/** Lists what people should know. */
@Command(
    name = "alerts",
    description = "List the farm's latest alerts, latest first, told to anybody or not.")
final class AlertsCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most, 1 to " + ListAlerts.MOST + "; 20 if not given.")
  private int limit;

  @Override
  public Integer call() throws CommandFailure {
    if (limit < 1 || limit > ListAlerts.MOST) {
      throw CommandFailure.usage("--limit must be 1 to " + ListAlerts.MOST + ", not " + limit);
    }
    AlertList list = new LookBackClient(manager.link(System.getenv())).alerts(limit);
    if (!json.print(list)) {
      TextTable table = new TextTable("WHEN", "WHAT", "ABOUT");
      for (Alert alert : list.alerts()) {
        table.row(
            Times.shown(alert.millis(), ZoneId.systemDefault()),
            alert.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            Words.printable(alert.subject()));
      }
      Paper.out().print(table);
    }
    return ExitStatus.COMPLETE;
  }
}
