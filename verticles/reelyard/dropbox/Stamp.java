package reelyard.dropbox;

/**
 * What tells without reading that a film or folder changed: bytes and number of its files, and when
 * the latest was written, in nanoseconds since 1970.
 */
record Stamp(long bytes, long changedNanos, int files) {

  static final Stamp NONE = new Stamp(0, 0, 0);

  Stamp and(Stamp other) {
    return new Stamp(
        bytes + other.bytes, Math.max(changedNanos, other.changedNanos), files + other.files);
  }
}
