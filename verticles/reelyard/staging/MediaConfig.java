package reelyard.staging;

import java.nio.file.Path;

/** The section "staging.media" of the configuration; config/reelyard.yaml explains each key. */
public record MediaConfig(
    int port,
    String uploads,
    int uploadMegabytes,
    String handbrake,
    String ffprobe,
    String ffmpeg,
    int nice) {

  private static final int NICEST = 19;

  public MediaConfig {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
    if (uploads == null || !(uploads.isEmpty() || Path.of(uploads).isAbsolute())) {
      throw new IllegalArgumentException(
          "uploads must be an absolute folder, or empty for the default, not " + uploads);
    }
    if (uploadMegabytes < 0) {
      throw new IllegalArgumentException(
          "uploadMegabytes must be 0 or more, not " + uploadMegabytes);
    }
    program("handbrake", handbrake);
    program("ffprobe", ffprobe);
    program("ffmpeg", ffmpeg);
    if (nice < 0 || nice > NICEST) {
      throw new IllegalArgumentException("nice must be 0 to 19, not " + nice);
    }
  }

  private static void program(String key, String value) {
    if (value == null || value.isBlank() || value.startsWith("-")) {
      throw new IllegalArgumentException(key + " must name a program, not " + value);
    }
  }
}
