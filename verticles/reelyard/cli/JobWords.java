package reelyard.cli;

import java.util.Locale;
import reelyard.message.JobView;
import reelyard.model.JobState;
import reelyard.model.Progress;
import reelyard.model.Stage;

/** A job in words, each fit for a column or a line. */
final class JobWords {

  private JobWords() {}

  static String name(JobView job) {
    return Words.printable(job.name());
  }

  static String state(JobView job) {
    return job.state().name().toLowerCase(Locale.ROOT);
  }

  /** What happens to the job now, in at most eleven letters. */
  static String stage(JobView job) {
    return switch (job.state()) {
      case QUEUED -> "queued";
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
