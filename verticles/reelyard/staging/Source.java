package reelyard.staging;

import java.nio.file.Path;
import java.util.List;

/**
 * What an input holds: the files that are served of it, the one that HandBrake opens ("." for a
 * disc), and the sidecar subtitles, both by their served paths.
 */
record Source(
    Path real, boolean folder, List<SourceFile> files, String film, List<String> subtitles) {

  long bytes() {
    return files.stream().mapToLong(SourceFile::bytes).sum();
  }
}
