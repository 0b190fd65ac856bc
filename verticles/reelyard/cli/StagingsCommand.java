package reelyard.cli;

import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import reelyard.message.StagingList;
import reelyard.message.StagingView;

/** Lists staging hosts. */
@Command(
    name = "stagings",
    description = "List the farm's staging hosts, what lies there, and who has room for results.")
final class StagingsCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Override
  public Integer call() throws CommandFailure {
    StagingList list = manager.client(System.getenv()).stagings();
    if (!json.print(list)) {
      Paper.out().print(table(list.stagings(), ZoneId.systemDefault()));
    }
    return ExitStatus.COMPLETE;
  }

  static TextTable table(List<StagingView> stagings, ZoneId zone) {
    TextTable table = new TextTable("NAME", "STATE", "FREE", "ROOTS");
    for (StagingView staging : stagings) {
      long free = staging.status().freeBytes();
      table.row(
          Words.printable(staging.status().id()),
          state(staging, zone),
          free < 0 ? "" : Words.bytes(free),
          Words.printable(String.join(", ", staging.status().roots())));
    }
    return table;
  }

  private static String state(StagingView staging, ZoneId zone) {
    if (!staging.here()) {
      return staging.heardMillis() == 0
          ? "never heard of"
          : "away since " + Times.shown(staging.heardMillis(), zone);
    }
    return staging.status().shortage() == null
        ? "ready"
        : "short of space: " + Words.printable(staging.status().shortage());
  }
}
