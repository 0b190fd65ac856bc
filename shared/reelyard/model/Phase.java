package reelyard.model;

/** What happens within a stage. */
public enum Phase {
  WAITING,
  PAUSED,
  TRANSFERRING,
  SCANNING,
  ENCODING,
  MUXING,
  CHECKING
}
