package reelyard.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reelyard.message.LogPart;
import reelyard.message.ReadLog;

/** Shows HandBrake's log of a job. */
@Command(
    name = "log",
    description = "Show HandBrake's log of a job's latest attempt; with -f as it grows.")
final class LogCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "ID", description = "The job's id.")
  private String id;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the job has ended, through all its attempts.")
  private boolean follow;

  @Option(
      names = "--attempt",
      paramLabel = "N",
      defaultValue = "0",
      description = "Counted from 1; the latest if not given.")
  private int attempt;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "Begin with the last N lines; with the first line if not given.")
  private Integer lines;

  @Override
  public Integer call() throws CommandFailure {
    if (attempt < 0) {
      throw CommandFailure.usage("--attempt must be 1 or more, not " + attempt);
    }
    if (lines != null && (lines < 0 || lines > LogTail.MOST_LINES)) {
      throw CommandFailure.usage("--lines must be 0 to " + LogTail.MOST_LINES + ", not " + lines);
    }
    if (follow && attempt > 0) {
      throw CommandFailure.usage("--follow begins with the latest attempt: leave --attempt out");
    }
    ManagerLink link = manager.link(System.getenv());
    LookBackClient client = new LookBackClient(link);
    if (follow) {
      new LogFollower(id, client, new ManagerClient(link), this::print, Pauses::take).run(lines);
    } else {
      show(client);
    }
    return ExitStatus.COMPLETE;
  }

  private void show(LookBackClient client) throws CommandFailure {
    LogPart part = client.log(new ReadLog(known(), attempt, LogTail.from(lines), ReadLog.MOST));
    print(LogTail.cut(part, lines));
    while (part.nextByte() < part.totalBytes()) {
      part = client.log(new ReadLog(id, part.attempt(), part.nextByte(), ReadLog.MOST));
      print(part);
    }
  }

  private String known() throws CommandFailure {
    if (!id.matches("[a-z0-9]{1,32}")) {
      throw CommandFailure.usage(
          "%s is no job's id: `reelyard jobs` lists them in its first column"
              .formatted(Words.printable(id)));
    }
    return id;
  }

  private void print(LogPart part) throws CommandFailure {
    if (!json.print(part)) {
      System.out.print(Words.lines(part.text()));
    }
    if (System.out.checkError()) {
      throw CommandFailure.unread();
    }
  }
}
