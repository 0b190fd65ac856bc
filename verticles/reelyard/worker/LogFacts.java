package reelyard.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What HandBrakeCLI's log tells of one run, learnt line by line. */
final class LogFacts {

  static final int TAIL_LINES = 15;

  private static final int JOB_LIMIT = 1 << 20;
  private static final int MOST_PRESETS = 2000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern TIME = Pattern.compile("^\\[\\d\\d:\\d\\d:\\d\\d] ");
  private static final Pattern JOB = Pattern.compile("^\\[\\d\\d:\\d\\d:\\d\\d] json job:$");
  private static final Pattern DURATION =
      Pattern.compile("^  \\+ duration: (\\d{1,4}):(\\d\\d):(\\d\\d)$");
  private static final Pattern FRAME_RATE = Pattern.compile("^  \\+ size: .*, ([\\d.]{1,12}) fps$");
  private static final Pattern SYNC =
      Pattern.compile("^sync: got (\\d{1,9}) frames, (\\d{1,9}) exp");
  private static final Pattern BAD_PRESET = Pattern.compile("^Invalid preset (.*)$");
  private static final Pattern BAD_OPTION =
      Pattern.compile(
          "(?i)^(unknown option|missing parameter|option `?.* requires)"
              + "|^(ERROR: )?(invalid|incompatible) "
              + "|^x26[45] \\[error]: invalid "
              + "|^ERROR: apply_\\w+: invalid ");
  private static final Pattern ERROR = Pattern.compile("(?i)\\b(error|failed|failure|cannot)\\b");
  private static final Pattern NOISE =
      Pattern.compile(
          "^(disc\\.c:|udfread |libdvdread: |libdvdnav: |x26[45] \\[info]|Cannot load lib"
              + "|HandBrake has exited\\.|ERROR: Last error repeated|Encode failed \\()"
              + "|decoder errors$|not a (bd|dvd) - trying");
  private static final Pattern PRESET_NAME = Pattern.compile("^ {8}(\\S.*)$");

  private final Deque<String> tail = new ArrayDeque<>();
  private final List<String> presets = new ArrayList<>();
  private StringBuilder jobText;
  private boolean listingPresets;
  private boolean configuring;
  private JsonNode job;
  private int durationSeconds = -1;
  private double framesPerSecond;
  private long framesRead = -1;
  private long framesExpected = -1;
  private int audioTracks = -1;
  private int subtitleTracks = -1;
  private String unknownPreset;
  private boolean presetFileBroken;
  private boolean withoutTitle;
  private boolean diskFull;
  private boolean saidGoodbye;
  private String refusedOption;
  private String lastError;

  /** Takes the next line. */
  void line(String line) {
    if (jobText != null) {
      jobLine(line);
      return;
    }
    if (JOB.matcher(line).matches()) {
      jobText = new StringBuilder();
      return;
    }
    if (listingPresets && line.startsWith("    ")) {
      Matcher name = PRESET_NAME.matcher(line);
      if (name.matches() && presets.size() < MOST_PRESETS) {
        presets.add(name.group(1));
      }
      return;
    }
    listingPresets = line.equals("Valid presets are:");
    if (listingPresets || line.isBlank()) {
      return;
    }
    String words = TIME.matcher(line).replaceFirst("");
    learn(line, words);
    if (!NOISE.matcher(words).find()) {
      remember(line);
    }
  }

  private void jobLine(String line) {
    jobText.append(line).append('\n');
    if (line.equals("}")) {
      try {
        job = JSON.readTree(jobText.toString());
      } catch (IOException e) {
        job = null;
      }
      jobText = null;
    } else if (jobText.length() > JOB_LIMIT) {
      jobText = null;
    }
  }

  private void learn(String line, String words) {
    learnSource(line, words);
    learnTracks(words, !words.equals(line));
    if (words.startsWith("Preset import failed")
        || words.startsWith("Error: invalid preset format")) {
      presetFileBroken = true;
    }
    Matcher preset = BAD_PRESET.matcher(words);
    if (preset.matches()) {
      unknownPreset = preset.group(1);
    } else if (refusedOption == null && BAD_OPTION.matcher(words).find()) {
      refusedOption = words.replaceFirst("^ERROR: ", "");
    }
    withoutTitle |= words.equals("No title found.");
    diskFull |= words.contains("No space left on device");
    saidGoodbye |= words.equals("HandBrake has exited.");
    if (ERROR.matcher(words).find() && !NOISE.matcher(words).find()) {
      lastError = words;
    }
  }

  private void learnSource(String line, String words) {
    Matcher duration = DURATION.matcher(line);
    if (duration.matches()) {
      durationSeconds =
          Integer.parseInt(duration.group(1)) * 3600
              + Integer.parseInt(duration.group(2)) * 60
              + Integer.parseInt(duration.group(3));
    }
    Matcher rate = FRAME_RATE.matcher(line);
    if (rate.matches()) {
      try {
        framesPerSecond = Double.parseDouble(rate.group(1));
      } catch (NumberFormatException e) {
        framesPerSecond = 0;
      }
    }
    Matcher sync = SYNC.matcher(words);
    if (sync.find()) {
      framesRead = Long.parseLong(sync.group(1));
      framesExpected = Long.parseLong(sync.group(2));
    }
  }

  /** Each pass prints what it will make; it may be less than the job asks for. */
  private void learnTracks(String words, boolean own) {
    if (own && words.equals("job configuration:")) {
      configuring = true;
      audioTracks = 0;
      subtitleTracks = 0;
    } else if (configuring && own && words.startsWith(" * audio track ")) {
      audioTracks++;
    } else if (configuring
        && own
        && words.startsWith(" * subtitle track ")
        && words.contains("-> Passthrough")) {
      subtitleTracks++;
    } else if (own && !words.startsWith(" ")) {
      // Lines without a time are not HandBrake's own: a file name may hold line feeds.
      configuring = false;
    }
  }

  private void remember(String line) {
    if (tail.size() == TAIL_LINES) {
      tail.removeFirst();
    }
    tail.addLast(line);
  }

  /** The job as HandBrake understood it, once it has told it. */
  Optional<JsonNode> job() {
    return Optional.ofNullable(job);
  }

  /** The title's duration in whole seconds, -1 when unknown. */
  int durationSeconds() {
    return durationSeconds;
  }

  /** The source's frames a second, 0 when unknown. */
  double framesPerSecond() {
    return framesPerSecond;
  }

  /** How many frames the source gave, -1 when unknown. */
  long framesRead() {
    return framesRead;
  }

  /** How many frames the source's duration promised, -1 when unknown. */
  long framesExpected() {
    return framesExpected;
  }

  /** How many audio tracks HandBrake set out to make, -1 when unknown. */
  int audioTracks() {
    return audioTracks;
  }

  /** How many subtitle tracks that are not burned in HandBrake set out to make, -1 when unknown. */
  int subtitleTracks() {
    return subtitleTracks;
  }

  /** The preset that it did not find, or null. */
  String unknownPreset() {
    return unknownPreset;
  }

  /** The presets that it listed because it did not find one. */
  List<String> presets() {
    return List.copyOf(presets);
  }

  boolean presetFileBroken() {
    return presetFileBroken;
  }

  boolean withoutTitle() {
    return withoutTitle;
  }

  boolean diskFull() {
    return diskFull;
  }

  /** Whether it ended by itself, in order. */
  boolean saidGoodbye() {
    return saidGoodbye;
  }

  /** Its complaint about an option, or null. */
  String refusedOption() {
    return refusedOption;
  }

  /** The last line that speaks of an error, or null. */
  String lastError() {
    return lastError;
  }

  /** The last lines worth reading. */
  List<String> tail() {
    return List.copyOf(tail);
  }
}
