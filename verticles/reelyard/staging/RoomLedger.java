package reelyard.staging;

/**
 * What room results and uploads still need, so that each leaves it to the other. Safe to use from
 * several threads.
 */
public final class RoomLedger {

  /** Bytes that files under way still need on a disk, at most. Blocks. */
  @FunctionalInterface
  public interface Need {

    /**
     * On this disk.
     *
     * @param disk as {@link Disks.Disk#identity}
     */
    long on(Object disk);
  }

  private volatile Need results = disk -> 0;
  private volatile Need uploads = disk -> 0;

  /** Results need so much from now on. */
  public void results(Need need) {
    results = need;
  }

  /** Uploads need so much from now on. */
  public void uploads(Need need) {
    uploads = need;
  }

  /** What results under way need on this disk. */
  public long ofResults(Object disk) {
    return results.on(disk);
  }

  /** What uploads need on this disk. */
  long ofUploads(Object disk) {
    return uploads.on(disk);
  }
}
