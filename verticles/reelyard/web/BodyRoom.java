package reelyard.web;

/**
 * How many bytes of bodies may be in memory at a time, of all requests together: the large and the
 * small ones each have room of their own.
 */
final class BodyRoom {

  /** What one of these bodies needs is no matter. */
  static final long SMALL_BYTES = 64 << 10;

  private final long mostOfLarge;
  private final long mostOfSmall;
  private long takenByLarge;
  private long takenBySmall;

  BodyRoom(long mostOfLarge, long mostOfSmall) {
    this.mostOfLarge = mostOfLarge;
    this.mostOfSmall = mostOfSmall;
  }

  /** Room for a body of so many bytes; null when there is none now. */
  Share take(long bytes) {
    boolean large = bytes > SMALL_BYTES;
    if (large ? takenByLarge + bytes > mostOfLarge : takenBySmall + bytes > mostOfSmall) {
      return null;
    }
    count(bytes);
    return new Share(bytes);
  }

  private void count(long bytes) {
    if (Math.abs(bytes) > SMALL_BYTES) {
      takenByLarge += bytes;
    } else {
      takenBySmall += bytes;
    }
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
        count(-bytes);
      }
    }
  }
}
