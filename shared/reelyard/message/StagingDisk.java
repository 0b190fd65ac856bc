package reelyard.message;

import java.util.Objects;

/**
 * A disk on which results of a staging land.
 *
 * @param folder at which it begins
 * @param freeBytes -1 unknown
 * @param shortage why no more films are taken now whose results land there, in words; or null
 */
public record StagingDisk(String folder, long freeBytes, String shortage) {

  public StagingDisk {
    Objects.requireNonNull(folder, "folder is missing");
  }

  /** Whether a path leads there, unless to a disk that begins further in. */
  boolean holds(String path) {
    return path.equals(folder) || path.startsWith(folder.endsWith("/") ? folder : folder + "/");
  }
}
