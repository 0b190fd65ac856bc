package reelyard.cli;

/**
 * Something that was looked at on this machine.
 *
 * @param subject such as HandBrakeCLI
 * @param found what is the case
 * @param remedy what to do about it; empty when it is as it should be
 */
record Finding(Grade grade, String subject, String found, String remedy) {

  /** How it is: fine, such that something may go wrong, or such that something will. */
  enum Grade {
    OK,
    WARNING,
    BAD
  }

  static Finding ok(String subject, String found) {
    return new Finding(Grade.OK, subject, found, "");
  }

  static Finding warning(String subject, String found, String remedy) {
    return new Finding(Grade.WARNING, subject, found, remedy);
  }

  static Finding bad(String subject, String found, String remedy) {
    return new Finding(Grade.BAD, subject, found, remedy);
  }
}
