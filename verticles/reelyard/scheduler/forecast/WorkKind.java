package reelyard.scheduler.forecast;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import reelyard.model.JobSpec;

/**
 * Names the kind of work that a job is: {@code Fast 1080p30 --encoder=x265 < mkv} is a recipe and
 * the type of its source.
 *
 * <p>Reads options as HandBrakeCLI's getopt_long does (test/test.c). Options that hardly change the
 * time (tracks, names, markers) are left out, lest each job be a kind of its own.
 */
final class WorkKind {

  private static final String SOURCE = " < ";
  private static final String FOLDER = "folder";
  private static final int LONGEST_TYPE = 5;
  private static final int LONGEST_VALUE = 32;

  private static final Set<String> WITH_VALUE =
      Set.of(
          "encoder",
          "encoder-preset",
          "encoder-tune",
          "encopts",
          "quality",
          "vb",
          "rate",
          "width",
          "height",
          "maxWidth",
          "maxHeight",
          "title",
          "chapters",
          "start-at",
          "stop-at",
          "start-at-preview",
          "enable-hw-decoding",
          "crop");

  private static final Set<String> WITH_OPTIONAL_VALUE =
      Set.of(
          "two-pass",
          "no-two-pass",
          "turbo",
          "no-turbo",
          "main-feature",
          "disable-hw-decoding",
          "deinterlace",
          "bwdif",
          "decomb",
          "detelecine",
          "comb-detect",
          "hqdn3d",
          "denoise",
          "nlmeans",
          "chroma-smooth",
          "unsharp",
          "lapsharp",
          "deblock",
          "rotate");

  private static final Map<Character, String> LETTERS =
      Map.ofEntries(
          Map.entry('e', "encoder"),
          Map.entry('x', "encopts"),
          Map.entry('q', "quality"),
          Map.entry('b', "vb"),
          Map.entry('r', "rate"),
          Map.entry('w', "width"),
          Map.entry('l', "height"),
          Map.entry('X', "maxWidth"),
          Map.entry('Y', "maxHeight"),
          Map.entry('t', "title"),
          Map.entry('c', "chapters"),
          Map.entry('d', "deinterlace"),
          Map.entry('5', "decomb"),
          Map.entry('9', "detelecine"),
          Map.entry('8', "hqdn3d"),
          Map.entry('7', "deblock"));

  private static final String FLAGS = "mOIg";

  private final Map<String, String> found = new TreeMap<>();

  private WorkKind() {}

  /** The kind of a job; the same text for jobs that take alike. */
  static String of(JobSpec spec) {
    WorkKind kind = new WorkKind();
    kind.read(spec.options());
    StringBuilder name = new StringBuilder(spec.preset());
    if (spec.presetJson() != null) {
      name.append(" #").append(Integer.toHexString(spec.presetJson().hashCode()));
    }
    kind.found.forEach((option, value) -> name.append(" --").append(option).append(value));
    return name.append(SOURCE).append(type(spec.input())).toString();
  }

  /** The kind without its source, or all of it when it names none. */
  static String recipe(String kind) {
    int end = kind.lastIndexOf(SOURCE);
    return end < 0 ? kind : kind.substring(0, end);
  }

  private static String type(String input) {
    if (input == null) {
      return FOLDER;
    }
    String name = input.substring(input.lastIndexOf('/') + 1);
    String type = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    boolean known =
        type.length() < name.length()
            && !type.isEmpty()
            && type.length() <= LONGEST_TYPE
            && type.chars().allMatch(c -> c < 0x80 && Character.isLetterOrDigit(c))
            && type.chars().anyMatch(Character::isLetter);
    return known ? type : FOLDER;
  }

  private void read(List<String> options) {
    for (int i = 0; i < options.size(); i++) {
      String option = options.get(i);
      String next = i + 1 < options.size() ? options.get(i + 1) : "";
      boolean tookNext =
          option.startsWith("--")
              ? word(option.substring(2), next)
              : option.startsWith("-") && letters(option, next);
      if (tookNext) {
        i++;
      }
    }
  }

  private boolean word(String word, String next) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    if (WITH_VALUE.contains(name)) {
      keep(name, equals < 0 ? next : word.substring(equals + 1));
      return equals < 0;
    }
    if (WITH_OPTIONAL_VALUE.contains(name)) {
      keep(name, equals < 0 ? "" : word.substring(equals + 1));
    }
    return false;
  }

  private boolean letters(String option, String next) {
    for (int i = 1; i < option.length(); i++) {
      char letter = option.charAt(i);
      String rest = option.substring(i + 1);
      String name = LETTERS.get(letter);
      if (letter == '2' || letter == 'T') {
        keep(letter == '2' ? "two-pass" : "turbo", "");
      } else if (name != null) {
        boolean takesNext = rest.isEmpty() && WITH_VALUE.contains(name);
        keep(name, takesNext ? next : rest);
        return takesNext;
      } else if (FLAGS.indexOf(letter) < 0) {
        return false;
      }
    }
    return false;
  }

  private void keep(String name, String value) {
    boolean isLong = value.length() > LONGEST_VALUE;
    String shown = isLong ? "#" + Integer.toHexString(value.hashCode()) : value;
    found.put(name, shown.isEmpty() ? "" : "=" + shown);
  }
}
