package reelyard.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import reelyard.message.JobView;
import reelyard.model.Stage;

/**
 * The run as lines for a log: one at each change of a job's stage, and between them at most one a
 * minute. One event a line, no escape codes.
 */
final class PlainView {

  private static final long BETWEEN_NANOS = Duration.ofMinutes(1).toNanos();

  private final Map<String, String> said = new HashMap<>();
  private long lastNanos;
  private String page;
  private String trouble;

  PlainView(long nowNanos) {
    this.lastNanos = nowNanos;
  }

  /** What there is to say of changes; outcomes are said by {@link Outcomes}. */
  List<String> changes(Collection<JobView> jobs, Scene scene, long nowNanos) {
    List<String> lines = new ArrayList<>();
    if (scene.page() != null && !scene.page().equals(page)) {
      page = scene.page();
      lines.add("page " + page);
    }
    if (!Objects.equals(scene.trouble(), trouble)) {
      trouble = scene.trouble();
      lines.add(trouble == null ? "the manager answers again" : trouble);
    }
    for (JobView job : jobs) {
      if (job.state().ended()) {
        said.remove(job.id());
        continue;
      }
      String now = job.attempt() + " " + job.state() + " " + job.stage();
      if (!now.equals(said.put(job.id(), now))) {
        lines.add(
            JobWords.name(job)
                + ": stage "
                + job.stage().number()
                + " of "
                + Stage.COMPLETE.number()
                + ", "
                + job.stage().words());
      }
    }
    if (!lines.isEmpty()) {
      lastNanos = nowNanos;
    }
    return lines;
  }

  /** The line for a minute in which nothing changed, else none. */
  List<String> minute(Scene scene, long nowNanos) {
    if (nowNanos - lastNanos < BETWEEN_NANOS) {
      return List.of();
    }
    lastNanos = nowNanos;
    String jobs =
        scene.running().stream()
            .map(
                job ->
                    "; "
                        + JobWords.name(job)
                        + ": "
                        + JobWords.stage(job)
                        + part(" ", JobWords.percent(job))
                        + part(", ", JobWords.speed(job))
                        + part(", ETA ", JobWords.eta(job)))
            .collect(Collectors.joining());
    return List.of(
        LiveView.counts(scene) + jobs + (scene.trouble() == null ? "" : "; " + scene.trouble()));
  }

  /** Outcomes are lines too: the minute counts from them. */
  void spoke(long nowNanos) {
    lastNanos = nowNanos;
  }

  private static String part(String before, String text) {
    return text.isEmpty() ? "" : before + text;
  }
}
