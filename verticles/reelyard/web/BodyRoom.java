package reelyard.web;

/**
 * How many bytes of bodies may be in memory at a time, of all requests together. Small ones find
 * room even while large ones fill theirs.
 */
final class BodyRoom {

  /** What one of these bodies needs is no matter. */
  static final long SMALL_BYTES = 64 << 10;

  private final long mostOfLarge;
  private final long mostOfAll;
  private long taken;

  BodyRoom(long mostOfLarge, long mostOfSmall) {
    this.mostOfLarge = mostOfLarge;
    this.mostOfAll = mostOfLarge + mostOfSmall;
  }

  /** Room for a body of so many bytes; null when there is none now. */
  Share take(long bytes) {
    if (taken + bytes > (bytes > SMALL_BYTES ? mostOfLarge : mostOfAll)) {
      return null;
    }
    taken += bytes;
    return new Share(bytes);
  }

  /** The room of one body, free when all who need the body have let it go. */
  final class Share {

    private final long bytes;
    private int users = 1;

    private Share(long bytes) {
      this.bytes = bytes;
    }

    long bytes() {
      return bytes;
    }

    /** One more needs it. */
    void use() {
      users++;
    }

    /** One needs it no more. */
    void free() {
      users--;
      if (users == 0) {
        taken -= bytes;
      }
    }
  }
}
