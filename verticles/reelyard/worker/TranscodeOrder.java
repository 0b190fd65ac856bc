package reelyard.worker;

import java.nio.file.Path;
import java.util.List;

/**
 * Everything one run of HandBrakeCLI needs. Paths are absolute.
 *
 * @param film a file or a disc's folder
 * @param result the file to write; its folder exists
 * @param subtitles sidecar files (.srt, .ass, .ssa) to add
 * @param presetFile the preset file that holds the preset, or null
 * @param arguments what the user asked for, such as --preset X --format av_mp4
 * @param logFile where HandBrake's log is kept
 * @param folder working folder of the run, scratch of the attempt
 * @param minSavedPercent by how much a result that takes its source's place must be smaller; null
 *     when it takes nobody's place
 */
record TranscodeOrder(
    Path film,
    Path result,
    List<Path> subtitles,
    Path presetFile,
    List<String> arguments,
    Path logFile,
    Path folder,
    Integer minSavedPercent) {

  TranscodeOrder {
    subtitles = List.copyOf(subtitles);
    arguments = List.copyOf(arguments);
  }

  /** A run whose result takes nobody's place. */
  TranscodeOrder(
      Path film,
      Path result,
      List<Path> subtitles,
      Path presetFile,
      List<String> arguments,
      Path logFile,
      Path folder) {
    this(film, result, subtitles, presetFile, arguments, logFile, folder, null);
  }

  /** Whether the result must be proven to be as good as its source. */
  boolean wantsProof() {
    return minSavedPercent != null;
  }
}
