package reelyard.cli;

import java.util.ArrayList;
import java.util.List;
import reelyard.model.Failure;

/** The table of failed jobs: which and why, HandBrake's last words, and where its log lies. */
final class FailureReport {

  private static final int LOG_LINES = 8;

  /** A job that has no result. */
  record Failed(String name, Failure failure) {}

  private FailureReport() {}

  /** The lines for people; none when nothing failed. */
  static List<String> lines(List<Failed> failed, int total) {
    if (failed.isEmpty()) {
      return List.of();
    }
    int width = failed.stream().mapToInt(f -> Words.columns(name(f))).max().orElse(0);
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(failed.size() + " of " + total + (total == 1 ? " job" : " jobs") + " failed:");
    for (Failed job : failed) {
      Failure failure = job.failure();
      lines.add(
          "  "
              + Words.left(name(job), width)
              + "  "
              + failure.reason()
              + "  "
              + Words.printable(String.valueOf(failure.message())));
      lines.addAll(logLines(failure));
    }
    return lines;
  }

  private static List<String> logLines(Failure failure) {
    List<String> lines = new ArrayList<>();
    List<String> tail = failure.logTail() == null ? List.of() : failure.logTail();
    if (!tail.isEmpty()) {
      lines.add("    the last lines of HandBrake's log:");
      tail.subList(Math.max(0, tail.size() - LOG_LINES), tail.size())
          .forEach(line -> lines.add("      " + Words.printable(line)));
    }
    if (failure.logFile() != null) {
      lines.add("    the whole log: " + Words.printable(failure.logFile()));
    }
    return lines;
  }

  private static String name(Failed job) {
    return Words.printable(job.name());
  }
}
