package reelyard.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reelyard.message.GetHistory;
import reelyard.message.History;
import reelyard.message.WorkerTotals;
import reelyard.model.AttemptRecord;
import reelyard.model.JobState;

/** Tells what workers did. */
@Command(
    name = "history",
    description =
        "Tell what each worker did: attempts, hours, sizes before and after; then the latest"
            + " attempts.")
final class HistoryCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Option(names = "--worker", paramLabel = "NAME", description = "Only of this worker.")
  private String worker;

  @Option(names = "--job", paramLabel = "ID", description = "Only of this job.")
  private String job;

  @Option(names = "--days", paramLabel = "N", description = "Only of the last N days.")
  private Integer days;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many attempts to list, 1 to 1000; 20 if not given.")
  private int limit;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Go on where an earlier list ended; its last line says how.")
  private String cursor;

  @Override
  public Integer call() throws CommandFailure {
    if (days != null && (days < 1 || days > 36_500)) {
      throw CommandFailure.usage("--days must be 1 to 36500, not " + days);
    }
    if (limit < 1 || limit > 1000) {
      throw CommandFailure.usage("--limit must be 1 to 1000, not " + limit);
    }
    long from = days == null ? 0 : Instant.now().minus(Duration.ofDays(days)).toEpochMilli();
    History history =
        manager
            .client(System.getenv())
            .history(new GetHistory(worker, job, from, 0, cursor, limit));
    if (!json.print(history)) {
      print(history);
    }
    return ExitStatus.COMPLETE;
  }

  private static void print(History history) {
    Paper paper = Paper.out();
    paper.print(totals(history));
    System.out.println();
    paper.print(attempts(history, ZoneId.systemDefault()));
    if (history.next() != null) {
      System.err.println("and more: repeat it with --cursor " + Words.printable(history.next()));
    }
  }

  private static TextTable totals(History history) {
    Totals totals = new Totals("WORKER");
    for (WorkerTotals each : history.totals()) {
      totals.row(
          each.workerId(),
          new long[] {each.complete(), each.failed(), each.stopped(), each.givenBack()},
          each.busyMillis(),
          each.transcodeMillis(),
          new long[] {each.inputBytes(), each.resultBytes()});
    }
    return totals.table();
  }

  private static TextTable attempts(History history, ZoneId zone) {
    TextTable table =
        new TextTable(
                "ENDED", "JOB", "WORKER", "OUTCOME", "TOOK", "EXPECTED", "BEFORE", "AFTER", "NAME")
            .without("EXPECTED", "BEFORE", "AFTER", "WORKER", "ENDED", "TOOK");
    for (AttemptRecord each : history.attempts()) {
      table.row(
          Times.shown(each.endedMillis(), zone),
          each.jobId() + "." + each.attempt(),
          each.workerId() == null ? "" : Words.printable(each.workerId()),
          outcome(each),
          Words.duration((each.endedMillis() - each.startedMillis()) / 1000),
          Words.duration(each.expectedSeconds()),
          Words.bytes(each.inputBytes()),
          each.outcome() == JobState.COMPLETE ? Words.bytes(each.resultBytes()) : "",
          each.name() == null ? "" : Words.printable(each.name()));
    }
    return table;
  }

  private static String outcome(AttemptRecord attempt) {
    String outcome =
        attempt.outcome() == JobState.QUEUED
            ? "given back"
            : attempt.outcome().name().toLowerCase(Locale.ROOT);
    return attempt.reason() == null || attempt.outcome() == JobState.STOPPED
        ? outcome
        : outcome + " (" + attempt.reason() + ")";
  }
}
