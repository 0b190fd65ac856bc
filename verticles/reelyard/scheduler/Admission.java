package reelyard.scheduler;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.HandBrakeOptions;
import reelyard.model.JobAlerts;
import reelyard.model.JobSpec;
import reelyard.model.WhenDone;

/** Refuses jobs that no farm could run, before anyone looks at their files. */
final class Admission {

  private static final int LONGEST_TEXT = 4096;
  private static final int LONGEST_PRESET_JSON = 1 << 20;
  private static final int MOST_OPTIONS = 200;
  private static final int MOST_ATTEMPTS = 100;
  private static final int MOST_WORDS = 1000;
  private static final long LATEST_MILLIS = 253_402_300_799_999L;

  private Admission() {}

  /** What is wrong with the job, if anything. */
  static Optional<Failure> complaint(JobSpec spec) {
    Optional<String> options = HandBrakeOptions.complaint(spec.options());
    if (options.isPresent()) {
      return Optional.of(failure(FailureReason.OPTION_FORBIDDEN, options.get()));
    }
    return Optional.ofNullable(words(spec)).map(w -> failure(FailureReason.BAD_REQUEST, w));
  }

  /** What is wrong with the pool that a job shall get, if anything. */
  static Optional<String> poolComplaint(String pool) {
    return pool == null
        ? Optional.of("pool is missing: \"\" for none")
        : Optional.ofNullable(text("pool", pool));
  }

  private static String words(JobSpec spec) {
    if (spec.input() == null || !spec.input().startsWith("/")) {
      return "input must be an absolute path, not " + spec.input();
    }
    String output = output(spec);
    if (output != null) {
      return output;
    }
    if (spec.preset().isBlank()) {
      return "preset is empty: leave it out for " + JobSpec.DEFAULT_PRESET;
    }
    if (spec.attempts() < 1 || spec.attempts() > MOST_ATTEMPTS) {
      return "attempts must be 1 to " + MOST_ATTEMPTS + ", not " + spec.attempts();
    }
    if (spec.options().size() > MOST_OPTIONS) {
      return "options has " + spec.options().size() + " words; at most " + MOST_OPTIONS;
    }
    if (spec.presetJson() != null && spec.presetJson().length() > LONGEST_PRESET_JSON) {
      return "presetJson is longer than " + LONGEST_PRESET_JSON + " characters";
    }
    String scheduling = scheduling(spec);
    if (scheduling != null) {
      return scheduling;
    }
    String tooLong = text("name", spec.name());
    tooLong = tooLong == null ? text("description", spec.description()) : tooLong;
    tooLong = tooLong == null ? text("user", spec.user()) : tooLong;
    tooLong = tooLong == null ? text("pool", spec.pool()) : tooLong;
    tooLong = tooLong == null ? text("label", spec.label()) : tooLong;
    tooLong = tooLong == null ? texts("tags", spec.tags()) : tooLong;
    tooLong = tooLong == null ? texts("workers", spec.workers()) : tooLong;
    tooLong = tooLong == null ? texts("after", spec.after()) : tooLong;
    tooLong = tooLong == null ? text("input", spec.input()) : tooLong;
    tooLong = tooLong == null ? text("output", spec.output()) : tooLong;
    tooLong = tooLong == null ? text("preset", spec.preset()) : tooLong;
    if (spec.alerts() != null) {
      tooLong = tooLong == null ? texts("alerts.mailTo", spec.alerts().mailTo()) : tooLong;
      tooLong = tooLong == null ? texts("alerts.webhooks", spec.alerts().webhooks()) : tooLong;
    }
    return tooLong == null ? texts("options", spec.options()) : tooLong;
  }

  private static String output(JobSpec spec) {
    if (!spec.replaceSource()) {
      return spec.output() == null || !spec.output().startsWith("/")
          ? "output must be an absolute path, not " + spec.output()
          : null;
    }
    if (spec.output() != null) {
      return "output must be left out with replaceSource: the result gets its source's place";
    }
    return spec.whenDone() == WhenDone.DELETE
        ? "whenDone must not be DELETE with replaceSource: the original could not be asked back"
        : null;
  }

  private static String scheduling(JobSpec spec) {
    if (spec.priority() < 0 || spec.priority() > JobSpec.HELD) {
      return "priority must be 0 (first) to %d (held), not %d"
          .formatted(JobSpec.HELD, spec.priority());
    }
    if (spec.notBeforeMillis() < 0 || spec.notBeforeMillis() > LATEST_MILLIS) {
      return "notBeforeMillis must be milliseconds since 1970, at most the year 9999, not "
          + spec.notBeforeMillis();
    }
    JobAlerts alerts = spec.alerts();
    return Stream.of(
            alerts == null ? null : many("alerts.mailTo", alerts.mailTo()),
            alerts == null ? null : many("alerts.webhooks", alerts.webhooks()),
            many("tags", spec.tags()),
            many("workers", spec.workers()),
            many("after", spec.after()))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static String many(String field, List<String> values) {
    return values.size() > MOST_WORDS
        ? "%s has %d entries; at most %d".formatted(field, values.size(), MOST_WORDS)
        : null;
  }

  private static String texts(String field, List<String> values) {
    return values.stream()
        .map(value -> text(field, value))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static String text(String field, String value) {
    if (value == null) {
      return null;
    }
    if (value.length() > LONGEST_TEXT) {
      return field + " is longer than " + LONGEST_TEXT + " characters";
    }
    return value.indexOf('\0') >= 0 ? field + " contains a NUL character" : null;
  }

  private static Failure failure(FailureReason reason, String message) {
    return new Failure(reason, message, null, List.of(), null);
  }
}
