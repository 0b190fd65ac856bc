package reelyard.cli;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import reelyard.message.JobView;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.Progress;
import reelyard.model.Stage;

/** A job in words, each fit for a column or a line. */
final class JobWords {

  private JobWords() {}

  static String name(JobView job) {
    return Words.printable(job.name());
  }

  /** The state, and what people did to it. */
  static String state(JobView job) {
    String state = job.state().name().toLowerCase(Locale.ROOT);
    if (job.suspended() && !job.state().ended()) {
      return state + ", suspended";
    }
    if (job.priority() == JobSpec.HELD && job.state() == JobState.QUEUED) {
      return state + ", held";
    }
    return job.archived() ? state + ", archived" : state;
  }

  static TextTable table(List<JobView> jobs) {
    TextTable table =
        new TextTable("ID", "PRI", "STATE", "STAGE", "DONE", "SPEED", "ETA", "WORKER", "NAME")
            .without("SPEED", "ETA", "PRI", "WORKER", "DONE", "STAGE");
    for (JobView job : jobs) {
      table.row(
          Words.printable(job.id()),
          String.valueOf(job.priority()),
          state(job),
          job.stage().number() + (job.state().ended() ? "" : " " + stage(job)),
          percent(job),
          speed(job),
          eta(job),
          text(job.workerId()),
          name(job));
    }
    return table;
  }

  /** All that is known of the job, a line each. */
  static List<String> facts(JobView job, ZoneId zone) {
    List<String> lines = new ArrayList<>();
    lines.add("job " + Words.printable(job.id()) + ": " + name(job));
    fact(lines, "description", text(job.description()));
    fact(lines, "user", text(job.user()));
    fact(lines, "state", state(job));
    if (job.state() == JobState.RUNNING) {
      fact(lines, "stage", stage(job) + " " + percent(job));
      fact(lines, "speed", speed(job));
      fact(lines, "left in this stage", eta(job));
    }
    fact(lines, "priority", String.valueOf(job.priority()));
    fact(lines, "pool", text(job.pool()));
    fact(lines, "attempt", job.attempt() == 0 ? "" : String.valueOf(job.attempt()));
    fact(lines, "worker", text(job.workerId()));
    fact(lines, "staging", JobSpec.ONLY_STAGING.equals(job.staging()) ? "" : text(job.staging()));
    fact(lines, "input", text(job.input()) + " (" + Words.bytes(job.inputBytes()) + ")");
    fact(
        lines,
        "output",
        text(job.output())
            + (job.state() == JobState.COMPLETE
                ? " (" + Words.bytes(job.resultBytes()) + ")"
                : ""));
    fact(lines, "preset", text(job.preset()));
    fact(lines, "not before", moment(job.notBeforeMillis(), zone));
    fact(lines, "submitted", moment(job.submittedMillis(), zone));
    fact(lines, "started", moment(job.startedMillis(), zone));
    fact(lines, "ended", moment(job.endedMillis(), zone));
    fact(lines, "undone", moment(job.undoneMillis(), zone));
    lines.addAll(ReceiptWords.lines(job.receipt(), zone));
    if (job.failure() != null) {
      fact(lines, "reason", job.failure().reason() + ", " + text(job.failure().message()));
      fact(lines, "log", text(job.failure().logFile()));
      job.failure().logTail().forEach(line -> lines.add("    " + Words.printable(line)));
    }
    return lines;
  }

  private static void fact(List<String> lines, String name, String words) {
    if (!words.isEmpty()) {
      lines.add("  " + name + ": " + words);
    }
  }

  private static String moment(long millis, ZoneId zone) {
    return millis <= 0 ? "" : Times.shown(millis, zone);
  }

  private static String text(String text) {
    return text == null ? "" : Words.printable(text);
  }

  /** What happens to the job now, in at most eleven letters. */
  static String stage(JobView job) {
    return switch (job.state()) {
      case QUEUED -> job.suspended() ? "suspended" : "queued";
      case COMPLETE -> "complete";
      case FAILED -> "failed";
      case STOPPED -> "stopped";
      case RUNNING -> running(job);
    };
  }

  private static String running(JobView job) {
    return switch (job.stage()) {
      case QUEUED -> "starting";
      case FETCHING -> "fetching";
      case TRANSCODING -> transcoding(job.progress());
      case RETURNING -> "returning";
      case COMPLETE -> "complete";
    };
  }

  private static String transcoding(Progress progress) {
    if (progress == null || progress.stage() != Stage.TRANSCODING) {
      return "transcoding";
    }
    return switch (progress.phase()) {
      case PAUSED -> "paused";
      case SCANNING -> "scanning";
      case MUXING -> "muxing";
      case CHECKING -> "checking";
      case PROVING -> "proving";
      case WAITING, TRANSFERRING, ENCODING ->
          progress.passCount() > 1
              ? "pass " + progress.pass() + " of " + progress.passCount()
              : "transcoding";
    };
  }

  /** Percent of the stage, 0 when nothing is known of it. */
  static double percentOfStage(JobView job) {
    return ofThisStage(job) ? job.progress().percent() : 0;
  }

  static String percent(JobView job) {
    return ofThisStage(job) ? Words.percent(job.progress().percent()) : "";
  }

  static String speed(JobView job) {
    return ofThisStage(job) && job.progress().speed() > 0 && job.progress().unit() != null
        ? String.format(
            Locale.ROOT, "%.1f %s", job.progress().speed(), job.progress().unit().symbol())
        : "";
  }

  static String eta(JobView job) {
    return ofThisStage(job) ? Words.duration(job.progress().etaSeconds()) : "";
  }

  private static boolean ofThisStage(JobView job) {
    return job.state() == JobState.RUNNING
        && job.progress() != null
        && job.progress().stage() == job.stage();
  }

  /** The line that says how the job ended, or why it begins again. */
  static String outcome(JobView job) {
    String name = name(job) + ": ";
    String why = job.failure() == null ? "" : Words.printable(job.failure().message());
    return switch (job.state()) {
      case COMPLETE ->
          name
              + "complete in "
              + Words.duration(seconds(job))
              + ", "
              + Words.bytes(job.resultBytes())
              + ", "
              + Words.printable(job.output());
      case FAILED -> name + "failed: " + why;
      case STOPPED -> name + "stopped";
      case QUEUED, RUNNING ->
          name
              + "attempt "
              + job.attempt()
              + " failed, it is tried again"
              + (why.isEmpty() ? "" : ": " + why);
    };
  }

  private static long seconds(JobView job) {
    return Math.max(0, (job.endedMillis() - job.startedMillis() + 500) / 1000);
  }
}
