package reelyard.staging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What an input holds: the files that are served of it, the one that HandBrake opens ("." for a
 * disc), and the sidecar subtitles, both by their served paths.
 */
record Source(
    Path real, boolean folder, List<SourceFile> files, String film, List<String> subtitles) {

  private static final int VERSION_BYTES = 16;

  /** The same as long as its files' names, sizes and times are. */
  String version() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((real + "\0" + film + "\0" + subtitles).getBytes(UTF_8));
      for (SourceFile file : files) {
        String facts = "\0%s\0%s\0%d\0%s";
        digest.update(
            facts
                .formatted(file.served(), file.real(), file.bytes(), file.written().toInstant())
                .getBytes(UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  long bytes() {
    return files.stream().mapToLong(SourceFile::bytes).sum();
  }
}
