package reelyard.dropbox;

/** How it went to take what lay there. */
sealed interface Taking {

  /** For good, as far as it stays as it is. */
  record Settled(Entry entry) implements Taking {}

  /** Refused or unreadable now; another try may help in time, if it says so. */
  record Refused(Entry entry, boolean again) implements Taking {}

  /** It is still being written, or gone. */
  record Unsettled() implements Taking {}

  /** Nobody could be asked: the same again, later. */
  record Away(Wanted wanted, String why) implements Taking {}
}
