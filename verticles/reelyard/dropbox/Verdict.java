package reelyard.dropbox;

/** What became of something that lay whole in a watched folder. */
enum Verdict {
  /** A job took it. */
  SUBMITTED,
  /** Its content was taken before, under this rule. */
  DOUBLE,
  /** The farm itself made it. */
  RESULT,
  /** Refused; tried again when it changes. */
  REFUSED
}
