package reelyard.model;

/**
 * How files are proven: in blocks of {@value #BYTES} bytes (the last one shorter, an empty file has
 * none). A block's hash is the CRC-32C of its first half and that of its second, each 8 hexadecimal
 * digits, halves of {@value #BYTES} / 2 bytes, 0 for an empty one. The root of a file is the
 * SHA-256 of its blocks' hashes one after another, each as 8 bytes, most significant first. This
 * finds accidents, not forgers.
 */
public final class Blocks {

  public static final int BYTES = 4 * 1024 * 1024;

  /** Hexadecimal digits of one hash. */
  public static final int DIGITS = 16;

  private Blocks() {}

  /** How many blocks a file of so many bytes has. */
  public static long count(long bytes) {
    return (bytes + BYTES - 1) / BYTES;
  }
}
