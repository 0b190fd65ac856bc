package reelyard.staging.undo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/**
 * What a file is known by whatever its name: its number in the file system, its size and when it
 * was last written.
 */
public record FileMark(long inode, long bytes, long writtenSeconds, int writtenNanos) {

  /**
   * The mark of the regular file of this name; a link is not followed.
   *
   * @throws IOException when there is none, or its file system numbers no files
   */
  public static FileMark of(Path file) throws IOException {
    Map<String, Object> facts;
    try {
      facts =
          Files.readAttributes(
              file, "unix:ino,size,lastModifiedTime,isRegularFile", LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException e) {
      throw new IOException("its file system numbers no files", e);
    }
    if (!(Boolean) facts.get("isRegularFile")) {
      throw new NoSuchFileException(file.toString(), null, "is no regular file");
    }
    Instant written = ((FileTime) facts.get("lastModifiedTime")).toInstant();
    return new FileMark(
        (Long) facts.get("ino"),
        (Long) facts.get("size"),
        written.getEpochSecond(),
        written.getNano());
  }

  /** Whether the file of this name is the one that was marked, unchanged. */
  public boolean isOf(Path file) throws IOException {
    try {
      return matches(of(file));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private boolean matches(FileMark other) {
    return inode == other.inode
        && bytes == other.bytes
        && writtenSeconds == other.writtenSeconds
        // Some file systems keep whole seconds on the disk.
        && (writtenNanos == other.writtenNanos || writtenNanos == 0 || other.writtenNanos == 0);
  }
}
