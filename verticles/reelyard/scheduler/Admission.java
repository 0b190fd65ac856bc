package reelyard.scheduler;

import java.util.List;
import java.util.Optional;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.HandBrakeOptions;
import reelyard.model.JobSpec;

/** Refuses jobs that no farm could run, before anyone looks at their files. */
final class Admission {

  private static final int LONGEST_TEXT = 4096;
  private static final int LONGEST_PRESET_JSON = 1 << 20;
  private static final int MOST_OPTIONS = 200;
  private static final int MOST_ATTEMPTS = 100;

  private Admission() {}

  /** What is wrong with the job, if anything. */
  static Optional<Failure> complaint(JobSpec spec) {
    Optional<String> options = HandBrakeOptions.complaint(spec.options());
    if (options.isPresent()) {
      return Optional.of(failure(FailureReason.OPTION_FORBIDDEN, options.get()));
    }
    return Optional.ofNullable(words(spec)).map(w -> failure(FailureReason.BAD_REQUEST, w));
  }

  private static String words(JobSpec spec) {
    if (spec.input() == null || !spec.input().startsWith("/")) {
      return "input must be an absolute path, not " + spec.input();
    }
    if (spec.output() == null || !spec.output().startsWith("/")) {
      return "output must be an absolute path, not " + spec.output();
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
    String tooLong = text("name", spec.name());
    tooLong = tooLong == null ? text("input", spec.input()) : tooLong;
    tooLong = tooLong == null ? text("output", spec.output()) : tooLong;
    tooLong = tooLong == null ? text("preset", spec.preset()) : tooLong;
    for (String option : spec.options()) {
      tooLong = tooLong == null ? text("options", option) : tooLong;
    }
    return tooLong;
  }

  private static String text(String field, String value) {
    if (value.length() > LONGEST_TEXT) {
      return field + " is longer than " + LONGEST_TEXT + " characters";
    }
    return value.indexOf('\0') >= 0 ? field + " contains a NUL character" : null;
  }

  private static Failure failure(FailureReason reason, String message) {
    return new Failure(reason, message, null, List.of(), null);
  }
}
