package reelyard.worker;

/** One block of HandBrakeCLI --json, with numbers as they came. */
sealed interface Report {

  /** Which HandBrake speaks. */
  record Version(String text) implements Report {}

  /** It looks at the source. */
  record Scanning() implements Report {}

  /** It looks for the start of the selected range. */
  record Searching() implements Report {}

  /**
   * It encodes, or looks for subtitles in a pass of its own.
   *
   * @param progress 0 to 1 of this pass
   * @param etaSeconds to the end of this pass, -1 when unknown
   */
  record Working(int pass, int passCount, double progress, double fps, long etaSeconds)
      implements Report {}

  /** It finishes the file. */
  record Muxing() implements Report {}

  /** It is done; error 0 means well. */
  record WorkDone(int error) implements Report {}
}
