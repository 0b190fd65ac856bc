package reelyard.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which HandBrake options a user may add freely: none that redirects input or output, reads or
 * writes a file of its own, or makes HandBrake do anything but transcode.
 *
 * <p>Reads options as HandBrakeCLI's getopt_long does (test/test.c): {@code --inp=FILE} abbreviates
 * {@code --input}, {@code -iFILE} holds its value, {@code -2i FILE} are two options in one word.
 * HandBrake's table of values is not repeated here, so a value that looks like a forbidden option
 * is refused too; write it as {@code --option=value}.
 */
public final class HandBrakeOptions {

  private static final String IS_SET = "the farm sets it itself";
  private static final String NO_TRANSCODE = "HandBrake would print something instead of transcode";
  private static final String NO_FILES = "a job reads and writes no files but its own";

  private static final String BESIDE_THE_FILM = "put subtitle files beside the film, in one folder";

  private static final Map<String, String> FORBIDDEN_WORDS =
      Map.ofEntries(
          Map.entry("input", "name inputs before the --"),
          Map.entry("output", "name the result's folder with --output before the --"),
          Map.entry("format", "choose the format with --container before the --"),
          Map.entry("json", IS_SET),
          Map.entry("queue-import-file", NO_FILES),
          Map.entry("srt-file", BESIDE_THE_FILM),
          Map.entry("ssa-file", BESIDE_THE_FILM),
          Map.entry("preset-import-file", "name a preset file with --preset-file before the --"),
          Map.entry("preset-import-gui", "name a preset file with --preset-file before the --"),
          Map.entry("preset-export", NO_FILES),
          Map.entry("preset-export-file", NO_FILES),
          Map.entry("preset-export-description", NO_FILES),
          Map.entry("preset-list", NO_TRANSCODE),
          Map.entry("scan", NO_TRANSCODE),
          Map.entry("help", NO_TRANSCODE),
          Map.entry("version", NO_TRANSCODE),
          Map.entry("describe", NO_TRANSCODE),
          Map.entry("update", NO_TRANSCODE),
          Map.entry("encoder-preset-list", NO_TRANSCODE),
          Map.entry("encoder-tune-list", NO_TRANSCODE),
          Map.entry("encoder-profile-list", NO_TRANSCODE),
          Map.entry("encoder-level-list", NO_TRANSCODE));

  /** Options whose whole names are the beginnings of forbidden ones. */
  private static final Set<String> ALLOWED_WORDS =
      Set.of(
          "preset",
          "encoder",
          "encoder-preset",
          "encoder-tune",
          "encoder-profile",
          "encoder-level");

  private static final Map<Character, String> FORBIDDEN_LETTERS =
      Map.of(
          'i',
          "input",
          'o',
          "output",
          'f',
          "format",
          'h',
          "help",
          'z',
          "preset-list",
          'u',
          "update");

  /** Letters of HandBrakeCLI that take a value: what follows them in the word is the value. */
  private static final String LETTERS_WITH_VALUE = "vCtcmMaA6sSFNeEQdD7895wlnbqBrRxYXZ";

  private HandBrakeOptions() {}

  /** What is wrong with these options, in one sentence that says what to do instead. */
  public static Optional<String> complaint(List<String> options) {
    return options.stream().map(HandBrakeOptions::complaint).flatMap(Optional::stream).findFirst();
  }

  private static Optional<String> complaint(String option) {
    if (option.indexOf('\0') >= 0) {
      return Optional.of("a HandBrake option cannot hold a zero byte");
    }
    if (option.equals("--")) {
      return Optional.of("-- cannot stand among HandBrake options: leave it out");
    }
    if (option.startsWith("--")) {
      int equals = option.indexOf('=');
      return word(option.substring(2, equals < 0 ? option.length() : equals), option);
    }
    return option.length() > 1 && option.startsWith("-") ? letters(option) : Optional.empty();
  }

  private static Optional<String> word(String name, String option) {
    if (ALLOWED_WORDS.contains(name)) {
      return Optional.empty();
    }
    if (FORBIDDEN_WORDS.containsKey(name)) {
      return refuse(option, name);
    }
    return FORBIDDEN_WORDS.keySet().stream()
        .filter(forbidden -> forbidden.startsWith(name))
        .sorted()
        .findFirst()
        .flatMap(forbidden -> refuse(option, forbidden));
  }

  private static Optional<String> letters(String option) {
    for (int i = 1; i < option.length(); i++) {
      char letter = option.charAt(i);
      if (FORBIDDEN_LETTERS.containsKey(letter)) {
        return refuse(option, FORBIDDEN_LETTERS.get(letter));
      }
      if (LETTERS_WITH_VALUE.indexOf(letter) >= 0) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<String> refuse(String option, String word) {
    String meaning = option.equals("--" + word) ? "" : " (--" + word + ")";
    return Optional.of(
        "the HandBrake option "
            + option
            + meaning
            + " is not allowed: "
            + FORBIDDEN_WORDS.get(word));
  }
}
