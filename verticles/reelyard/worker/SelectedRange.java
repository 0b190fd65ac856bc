package reelyard.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * How long the part of the source is that a job selects.
 *
 * @param seconds of the selected part
 * @param sourceSeconds of the whole title
 * @param whole whether it is the whole title
 * @param slackSeconds what it may be longer than that: HandBrake begins a chapter at the key frame
 *     before it
 */
record SelectedRange(double seconds, double sourceSeconds, boolean whole, double slackSeconds) {

  private static final double TICKS = 90_000;
  private static final double KEY_FRAME_SECONDS = 15;

  /** From the log; empty when it does not tell. */
  static Optional<SelectedRange> of(LogFacts facts) {
    if (facts.job().isEmpty()) {
      return facts.durationSeconds() < 0
          ? Optional.empty()
          : Optional.of(
              new SelectedRange(facts.durationSeconds(), facts.durationSeconds(), true, 1));
    }
    JsonNode job = facts.job().get();
    JsonNode chapters = job.path("Destination").path("ChapterList");
    double title = seconds(chapters, 1, chapters.size());
    double slack = 0;
    if (title <= 0) {
      title = facts.durationSeconds();
      slack = 1;
    }
    if (title <= 0) {
      return Optional.empty();
    }
    JsonNode range = job.path("Source").path("Range");
    return of(range, chapters, title, facts.framesPerSecond(), slack);
  }

  private static Optional<SelectedRange> of(
      JsonNode range, JsonNode chapters, double title, double fps, double slack) {
    switch (range.path("Type").asText("")) {
      case "time" -> {
        double from = range.path("Start").asDouble(0) / TICKS;
        double to = range.has("End") ? range.path("End").asDouble() / TICKS : title;
        return Optional.of(between(from, to, title, slack));
      }
      case "frame" -> {
        if (fps <= 0) {
          return Optional.empty();
        }
        double from = (range.path("Start").asDouble(1) - 1) / fps;
        double to = range.has("End") ? range.path("End").asDouble() / fps : title;
        return Optional.of(between(from, to, title, slack));
      }
      case "preview" -> {
        double from =
            title * range.path("Start").asDouble() / (range.path("SeekPoints").asDouble(10) + 1);
        double to = range.has("End") ? from + range.path("End").asDouble() / TICKS : title;
        return Optional.of(between(from, to, title, slack + KEY_FRAME_SECONDS));
      }
      default -> {
        int first = Math.max(1, range.path("Start").asInt(1));
        int last = Math.min(range.path("End").asInt(chapters.size()), chapters.size());
        boolean whole = first == 1 && last == chapters.size();
        return Optional.of(
            whole
                ? new SelectedRange(title, title, true, slack)
                : new SelectedRange(
                    seconds(chapters, first, last),
                    title,
                    false,
                    first == 1 ? slack : slack + KEY_FRAME_SECONDS));
      }
    }
  }

  private static SelectedRange between(double from, double to, double title, double slack) {
    double start = Math.max(0, from);
    double end = Math.min(title, to);
    boolean whole = start == 0 && end == title;
    return new SelectedRange(Math.max(0, end - start), title, whole, slack);
  }

  private static double seconds(JsonNode chapters, int first, int last) {
    double ticks = 0;
    for (int i = first; i <= last; i++) {
      ticks += chapters.path(i - 1).path("Duration").path("Ticks").asDouble();
    }
    return ticks / TICKS;
  }
}
