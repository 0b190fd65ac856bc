package reelyard.model;

/** What happens within a stage. */
public enum Phase {
  WAITING,
  PAUSED,
  TRANSFERRING,
  SCANNING,
  ENCODING,
  MUXING,
  CHECKING,
  /** The result is decoded from end to end, before it may take its source's place. */
  PROVING
}
