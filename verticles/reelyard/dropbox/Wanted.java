package reelyard.dropbox;

/**
 * A find that is whole by its stamp and waits to be taken.
 *
 * @param fingerprint null until it was read
 */
record Wanted(String rule, Find find, String fingerprint) {

  Wanted read(String itsFingerprint) {
    return new Wanted(rule, find, itsFingerprint);
  }
}
