package reelyard.ftp;

/**
 * Which bytes of a file move.
 *
 * @param from the first, from 0
 * @param count how many, or -1: to the file's end when it is read; when it is written, as many as
 *     come, and what was behind the first is dropped
 */
public record Range(long from, long count) {

  static final long TO_THE_END = -1;

  public Range {
    if (from < 0 || count < TO_THE_END || count == 0) {
      throw new IllegalArgumentException("no range of bytes: " + from + ", " + count);
    }
  }

  /** From this byte on. */
  public static Range from(long first) {
    return new Range(first, TO_THE_END);
  }

  /** Whether exactly so many bytes move, and in place. */
  public boolean exact() {
    return count != TO_THE_END;
  }
}
