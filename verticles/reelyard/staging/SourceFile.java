package reelyard.staging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

/**
 * One file of a source: its path among the served ones, where it really lies, its size and when it
 * was last written, and what the file system knows it by (the same for every hard link; null where
 * there is no such key).
 */
record SourceFile(String served, Path real, long bytes, FileTime written, Object key) {

  /** Why it is not what was listed, as the end of a sentence; null when it still is. */
  String change() {
    try {
      BasicFileAttributes now =
          Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!now.isRegularFile()
          || !Objects.equals(now.fileKey(), key)
          || !real.toRealPath().equals(real)) {
        return "is no longer the file that it was";
      }
      return now.size() == bytes && now.lastModifiedTime().equals(written)
          ? null
          : "is still being written";
    } catch (IOException e) {
      return "cannot be looked at (" + Shown.reason(e) + ")";
    }
  }
}
