package reelyard.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reelyard.message.GetStatistics;
import reelyard.message.Statistics;
import reelyard.message.StatisticsRow;
import reelyard.message.Throughput;
import reelyard.model.StatisticsBy;

/** Sums up what the farm did. */
@Command(
    name = "stats",
    description =
        "Sum up what the farm did: attempts, hours, sizes and savings; or its last 24 hours.")
final class StatsCommand implements Callable<Integer> {

  private static final int MOST_DAYS = 36_500;

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Option(
      names = "--by",
      paramLabel = "preset|worker|month|user",
      defaultValue = "preset",
      description = "What has a row; preset if not given.")
  private StatisticsBy by;

  @Option(names = "--days", paramLabel = "N", description = "Only of the last N days.")
  private Integer days;

  @Option(
      names = "--throughput",
      description = "Instead, hour by hour what the farm got through in the last 24 hours.")
  private boolean throughput;

  @Override
  public Integer call() throws CommandFailure {
    if (days != null && (days < 1 || days > MOST_DAYS)) {
      throw CommandFailure.usage("--days must be 1 to " + MOST_DAYS + ", not " + days);
    }
    if (throughput && days != null) {
      throw CommandFailure.usage("--throughput is of the last 24 hours: leave --days out");
    }
    LookBackClient client = new LookBackClient(manager.link(System.getenv()));
    if (throughput) {
      Throughput lately = client.throughput();
      if (!json.print(lately)) {
        Paper.out().print(ThroughputWords.table(lately, ZoneId.systemDefault()));
        System.out.println(ThroughputWords.saved(lately));
      }
      return ExitStatus.COMPLETE;
    }
    long from = days == null ? 0 : Instant.now().minus(Duration.ofDays(days)).toEpochMilli();
    Statistics statistics = client.statistics(new GetStatistics(by, from, 0));
    if (!json.print(statistics)) {
      Paper.out().print(table(statistics.rows()));
    }
    return ExitStatus.COMPLETE;
  }

  private TextTable table(List<StatisticsRow> rows) {
    Totals totals = new Totals(by.name().toUpperCase(Locale.ROOT));
    for (StatisticsRow each : rows) {
      totals.row(
          each.key().isEmpty() ? "-" : each.key(),
          new long[] {each.complete(), each.failed(), each.stopped(), each.givenBack()},
          each.busyMillis(),
          each.transcodeMillis(),
          new long[] {each.inputBytes(), each.resultBytes()});
    }
    return totals.table();
  }
}
