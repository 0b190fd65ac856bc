package reelyard.bus;

/** The smallest and the greatest number that a field takes; null where it has no limit. */
record Limits(Long least, Long most) {

  static final Limits NONE = new Limits(null, null);

  /** What either of both takes. */
  Limits or(Limits other) {
    return new Limits(
        least == null || other.least == null ? null : Long.valueOf(Math.min(least, other.least)),
        most == null || other.most == null ? null : Long.valueOf(Math.max(most, other.most)));
  }
}
