package reelyard.ftp;

/**
 * Which bytes of a file move.
 *
 * @param from the first, from 0; or -1: behind what is there when it is opened
 * @param count how many, or -1: to the file's end when it is read; when it is written, as many as
 *     come, and what was behind the first is dropped
 */
public record Range(long from, long count) {

  static final long TO_THE_END = -1;

  private static final long BEHIND = -1;

  public Range {
    if (from < BEHIND
        || (from == BEHIND && count != TO_THE_END)
        || count < TO_THE_END
        || count == 0) {
      throw new IllegalArgumentException("no range of bytes: " + from + ", " + count);
    }
  }

  /** From this byte on. */
  public static Range from(long first) {
    return new Range(first, TO_THE_END);
  }

  /** What comes goes behind what is there. */
  public static Range behind() {
    return new Range(BEHIND, TO_THE_END);
  }

  /** Whether it begins behind what is there. */
  public boolean appends() {
    return from == BEHIND;
  }

  /** The same for a file of this size, which must not grow meanwhile. */
  public Range of(long size) {
    return appends() ? from(size) : this;
  }

  /** Whether exactly so many bytes move, and in place. */
  public boolean exact() {
    return count != TO_THE_END;
  }
}
